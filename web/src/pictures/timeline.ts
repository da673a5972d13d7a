// Events over time by quad class: conflict below the line, cooperation above. In: counts a day, month or year. Out: bars that lead to their events; on a
// figure with `data-zoom` a stretch drawn with the pointer becomes the page's days, and buttons go wider, earlier and later.
import { brushX } from "d3-brush";
import { select } from "d3-selection";
import { go } from "../swap";
import type { ByQuad, Timeline } from "./data";
import {
  counted,
  type Drawing,
  eventsOf,
  grouped,
  labelBeside,
  name,
  oneTabStop,
  type Place,
  quadColour,
  quadLegend,
  quads,
  withQuery,
  words,
} from "./place";
import { chart, nameLinks, rect, rectY, ruleY } from "./plot";
import { begins, ends, moved } from "./time";

type Bin = { when: string; quads: ByQuad };

const height = 220;
const margin = { left: 44, right: 18, top: 12, bottom: 26 };

const total = (bin: Bin): number => quads.reduce((sum, quad) => sum + bin.quads[quad], 0);
const below = (bin: Bin): number => bin.quads.material_conflict + bin.quads.verbal_conflict;

function spoken(bin: Bin): string {
  const parts = quads.filter((quad) => bin.quads[quad] > 0).map((quad) => `${grouped(bin.quads[quad])} ${words(quad)}`);
  return `${bin.when}: ${counted(total(bin), "event")}, ${parts.join(", ")}`;
}

export function draw(place: Place, data: Timeline): Drawing {
  const bins = data.bars.filter((bin) => total(bin) > 0);
  const [first] = bins;
  const last = bins.at(-1);
  if (!first || !last) return undefined;
  const bars = bins.flatMap((bin) =>
    quads
      .filter((quad) => bin.quads[quad] > 0)
      .map((quad) => ({
        quad,
        begin: begins(bin.when),
        end: ends(bin.when),
        events: quad.endsWith("conflict") ? -bin.quads[quad] : bin.quads[quad],
      })),
  );
  const base = place.figure.dataset.to ?? `/events${location.search}`;
  const svg = chart({
    width: place.width,
    height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { type: "utc", label: null },
    y: {
      label: null,
      tickFormat: (n: number) => (Number.isInteger(n) ? grouped(Math.abs(n)) : ""),
      grid: true,
      nice: true,
    },
    marks: [
      rectY(bars, {
        x1: "begin",
        x2: "end",
        y: "events",
        z: "quad",
        order: ["verbal_conflict", "material_conflict", "verbal_cooperation", "material_cooperation"],
        fill: (bar: (typeof bars)[number]) => quadColour[bar.quad],
        insetLeft: bins.length > 200 ? 0 : 0.5,
        insetRight: bins.length > 200 ? 0 : 0.5,
      }),
      ruleY([0], { stroke: "var(--edge)" }),
      // What is pointed at and focused: the whole bin.
      rect(bins, {
        x1: (bin: Bin) => begins(bin.when),
        x2: (bin: Bin) => ends(bin.when),
        y1: (bin: Bin) => -below(bin),
        y2: (bin: Bin) => total(bin) - below(bin),
        fill: "transparent",
        href: (bin: Bin) => eventsOf({ from: bin.when, to: bin.when }, base),
      }),
    ],
  });
  nameLinks(svg, bins.map(spoken));
  name(svg, `Events over time, ${first.when} to ${last.when}: conflict below the line, cooperation above`);
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  quadLegend(place);
  if ("zoom" in place.figure.dataset) {
    brush(place, svg);
    buttons(place, first.when, last.when);
  }
  return svg;
}

/** A stretch drawn over the bars becomes `from` and `to`; a click goes where the bar leads. */
function brush(place: Place, svg: SVGSVGElement): void {
  const scale = (svg as unknown as { scale(name: "x"): { invert(pixel: number): Date } }).scale("x");
  const layer = select(svg).append("g").attr("class", "brush").attr("aria-hidden", "true");
  const drawn = brushX<unknown>()
    .extent([
      [margin.left, margin.top],
      [place.width - margin.right, height - margin.bottom],
    ])
    .on("end", (event: { selection: [number, number] | null; sourceEvent?: MouseEvent }) => {
      if (!event.sourceEvent) return;
      if (event.selection) {
        const [from = "", to = ""] = event.selection.map((pixel) => scale.invert(pixel).toISOString().slice(0, 10));
        void go(withQuery({ from, to }));
      } else under(svg, event.sourceEvent)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    });
  layer.call(drawn as never);
  layer.node()?.addEventListener("pointermove", (event) => {
    const link = under(svg, event);
    if (!link) return;
    event.stopPropagation();
    link.dispatchEvent(
      new PointerEvent("pointermove", { bubbles: true, clientX: event.clientX, clientY: event.clientY }),
    );
  });
}

/** The link of the bin below the pointer, at whatever height. */
function under(svg: SVGSVGElement, { clientX }: MouseEvent): SVGAElement | undefined {
  return [...svg.querySelectorAll<SVGAElement>("a")].find((link) => {
    const { left, right } = link.getBoundingClientRect();
    return left <= clientX && clientX < Math.max(right, left + 2);
  });
}

function buttons(place: Place, first: string, last: string): void {
  const query = new URLSearchParams(location.search);
  const from = query.get("from") || first;
  const to = query.get("to") || last;
  const line = document.createElement("div");
  line.className = "actions";
  const moves: [string, number, number][] = [
    ["← Earlier", 1, -1],
    ["Later →", 1, 1],
    ["Zoom in", 1 / 3, 0],
    ["Zoom out", 3, 0],
  ];
  for (const [label, times, by] of moves) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      const [begin, end] = moved(from, to, times, by);
      void go(withQuery({ from: begin, to: end }));
    });
    line.append(button);
  }
  const all = document.createElement("a");
  all.href = withQuery({ from: "", to: "" });
  all.textContent = "All days";
  line.append(all, "or draw a stretch with the pointer");
  place.plate.append(line);
}
