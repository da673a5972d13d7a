// How many stories the file holds of each day or month. In: the coverage. Out: bars that lead to their stories.
import { counted, type Drawing, grouped, labelBeside, name, oneTabStop, type Place, withQuery } from "./place";
import { chart, nameLinks, rectY, ruleY } from "./plot";
import { begins, ends } from "./time";

interface Cover {
  day: string | null;
  stories: number;
  sources: number;
}

export function draw(place: Place, data: Cover[]): Drawing {
  const bars = data.flatMap(({ day, stories, sources }) => (day ? [{ day, stories, sources }] : []));
  if (bars.length === 0) return undefined;
  type Bar = (typeof bars)[number];
  const svg = chart({
    width: place.width,
    height: 160,
    marginLeft: 44,
    marginRight: 18,
    marginTop: 12,
    x: { type: "utc", label: null },
    y: { label: null, grid: true, ticks: 4, tickFormat: (n: number) => (Number.isInteger(n) ? grouped(n) : "") },
    marks: [
      rectY(bars, {
        x1: (bar: Bar) => begins(bar.day),
        x2: (bar: Bar) => ends(bar.day),
        y: "stories",
        fill: "var(--statement)",
        href: (bar: Bar) => withQuery({ from: bar.day, to: bar.day }, "/stories"),
      }),
      ruleY([0], { stroke: "var(--edge)" }),
    ],
  });
  nameLinks(
    svg,
    bars.map((bar) => `${bar.day}: ${counted(bar.stories, "story", "stories")}, ${counted(bar.sources, "source")}`),
  );
  for (const bar of svg.querySelectorAll<SVGRectElement>("a rect")) {
    if (bar.width.baseVal.value < 2) bar.setAttribute("width", "2");
  }
  name(svg, "Stories over time");
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
