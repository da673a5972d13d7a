// What the file holds, by source and time. In: stories a source and day, month or year. Out: a row a source, a cell a time, darker with more stories; each leads
// to its stories.
import { counted, type Drawing, labelBeside, name, oneTabStop, type Place } from "./place";
import { axisY, chart, nameLinks, rect } from "./plot";
import { begins, ends } from "./time";

export interface Cover {
  source: string;
  day: string;
  stories: number;
  page: string;
}

export interface Coverage {
  cover: Cover[];
}

export function draw(place: Place, data: Coverage): Drawing {
  if (data.cover.length === 0) return undefined;
  const sources = [...new Set(data.cover.map(({ source }) => source))].slice(0, 30);
  const cells = data.cover.filter(({ source }) => sources.includes(source));
  const most = Math.max(...cells.map(({ stories }) => stories));
  const left = place.width < 500 ? 90 : 160;
  const row = (cell: Cover) => sources.indexOf(cell.source);
  const shade = (cell: Cover) =>
    `color-mix(in oklab, var(--material-cooperation) ${Math.round(25 + (75 * Math.log1p(cell.stories)) / Math.log1p(most))}%, var(--paper))`;
  const svg = chart({
    width: place.width,
    height: 36 + sources.length * 20,
    marginLeft: left,
    marginRight: 18,
    marginTop: 6,
    x: { type: "utc", label: null },
    y: { type: "linear", domain: [sources.length - 0.5, -0.5], label: null },
    marks: [
      axisY({
        ticks: sources.map((_, index) => index),
        tickFormat: (index: number) => {
          const source = sources[index] ?? "";
          const room = place.width < 500 ? 13 : 25;
          return source.length > room ? `${source.slice(0, room - 1)}…` : source;
        },
        tickSize: 0,
      }),
      rect(cells, {
        x1: (cell: Cover) => begins(cell.day),
        x2: (cell: Cover) => ends(cell.day),
        y1: (cell: Cover) => row(cell) - 0.42,
        y2: (cell: Cover) => row(cell) + 0.42,
        fill: shade,
        href: "page",
      }),
    ],
  });
  nameLinks(
    svg,
    cells.map((cell) => `${cell.source}, ${cell.day}: ${counted(cell.stories, "story", "stories")}`),
  );
  // A day among years is less than a pixel wide; what is there must be seen.
  for (const cell of svg.querySelectorAll<SVGRectElement>("a rect")) {
    if (cell.width.baseVal.value < 3) cell.setAttribute("width", "3");
  }
  name(svg, "Stories by source over time");
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
