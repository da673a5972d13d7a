// What lasted from when to when. In: labels with first and last day. Out: a bar each, on one scale of time; one that has an address leads there.
import { type Drawing, labelBeside, name, oneTabStop, type Place } from "./place";
import { axisY, chart, nameLinks, rect } from "./plot";
import { begins, dayLength, ends } from "./time";

export interface Lasting {
  label: string;
  first: string;
  last: string;
  /** What is said of it. */
  spoken: string;
  page: string;
}

export function drawSpans(place: Place, all: Lasting[], title: string, colour: string): Drawing {
  const rows = all.slice(0, 40);
  if (rows.length === 0) return undefined;
  const narrow = place.width < 500;
  const room = narrow ? 14 : 28;
  const short = (index: number) => {
    const label = rows[index]?.label ?? "";
    return label.length > room ? `${label.slice(0, room - 1)}…` : label;
  };
  const longest = Math.max(...rows.map((_, index) => short(index).length));
  const row = (one: Lasting) => rows.indexOf(one);
  const from = Math.min(...rows.map((one) => begins(one.first).getTime()));
  const to = Math.max(...rows.map((one) => ends(one.last).getTime()));
  // What is known by day is not told by the hour.
  const few = to - from < 10 * dayLength;
  const around = few ? Math.max(0, (5 * dayLength - (to - from)) / 2) : 0;
  const svg = chart({
    width: place.width,
    height: 40 + rows.length * 22,
    marginLeft: 16 + longest * 6.2,
    marginRight: 18,
    marginTop: 6,
    x: {
      type: "utc",
      label: null,
      domain: [
        new Date(from - Math.ceil(around / dayLength) * dayLength),
        new Date(to + Math.ceil(around / dayLength) * dayLength),
      ],
      ...(few ? { ticks: "day" } : {}),
    },
    y: { type: "linear", domain: [rows.length - 0.5, -0.5], label: null },
    marks: [
      axisY({ ticks: rows.map((_, index) => index), tickFormat: short, tickSize: 0 }),
      rect(rows, {
        x1: (one: Lasting) => begins(one.first),
        x2: (one: Lasting) => ends(one.last),
        y1: (one: Lasting) => row(one) - 0.35,
        y2: (one: Lasting) => row(one) + 0.35,
        fill: colour,
        href: "page",
      }),
    ],
  });
  nameLinks(
    svg,
    rows.map(({ spoken }) => spoken),
  );
  // A day among years is less than a pixel wide; what is there must be seen.
  for (const bar of svg.querySelectorAll<SVGRectElement>("a rect")) {
    if (bar.width.baseVal.value < 5) bar.setAttribute("width", "5");
  }
  name(svg, title);
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
