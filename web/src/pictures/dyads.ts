// Conflict and cooperation between pairs over time. In: pairs with their counts in each period. Out: the busiest pairs, a row each, bars up for cooperation and
// down for conflict, all rows on one scale; a bar leads to its events.
import type { Dyads } from "./data";
import { edgeEvents } from "./network";
import { type Drawing, grouped, labelBeside, name, oneTabStop, type Place } from "./place";
import { chart, nameLinks, rect, rectY, ruleY, text } from "./plot";
import { begins, ends } from "./time";

const most = 8;

export function draw(place: Place, data: Dyads): Drawing {
  const { nodes, periods } = data;
  const busiest = [...data.cells].sort((a, b) => b.events - a.events).slice(0, most);
  const rows = busiest.flatMap((edge) =>
    periods.flatMap((when, index) => {
      const [cooperation, conflict] = edge.over_time[index] ?? [0, 0];
      const pair = `${nodes[edge.from]?.label} → ${nodes[edge.to]?.label}`;
      return cooperation + conflict > 0 ? [{ when, edge, pair, cooperation, conflict }] : [];
    }),
  );
  if (rows.length === 0) return undefined;
  type Row = (typeof rows)[number];
  const pairs = [...new Set(rows.map((row) => row.pair))];
  const bars = rows.flatMap((row) => [
    { ...row, events: row.cooperation, colour: "var(--material-cooperation)" },
    { ...row, events: -row.conflict, colour: "var(--material-conflict)" },
  ]);
  const svg = chart({
    width: place.width,
    height: 40 + pairs.length * 58,
    marginLeft: 36,
    marginRight: 18,
    x: { type: "utc", label: null },
    fy: { domain: pairs, label: null, axis: null },
    y: {
      insetTop: 15,
      ticks: 2,
      label: null,
      tickFormat: (n: number) => (Number.isInteger(n) ? grouped(Math.abs(n)) : ""),
    },
    marks: [
      ruleY([0], { stroke: "var(--edge)" }),
      rectY(bars, {
        fy: "pair",
        x1: (bar: Row) => begins(bar.when),
        x2: (bar: Row) => ends(bar.when),
        y: "events",
        fill: "colour",
        insetLeft: 0.3,
        insetRight: 0.3,
      }),
      rect(rows, {
        fy: "pair",
        x1: (row: Row) => begins(row.when),
        x2: (row: Row) => ends(row.when),
        y1: (row: Row) => -row.conflict,
        y2: (row: Row) => row.cooperation,
        fill: "transparent",
        href: (row: Row) => edgeEvents(nodes, row.edge, { from: row.when, to: row.when }),
      }),
      text(pairs, {
        fy: (pair: string) => pair,
        text: (pair: string) => pair,
        frameAnchor: "top-left",
        fontWeight: 600,
        dy: 1,
      }),
    ],
  });
  const inOrder = pairs.flatMap((pair) => rows.filter((row) => row.pair === pair));
  nameLinks(
    svg,
    inOrder.map(
      (row) =>
        `${row.pair}, ${row.when}: ${grouped(row.conflict)} of conflict, ${grouped(row.cooperation)} of cooperation`,
    ),
  );
  name(svg, "Cooperation, up, and conflict, down, between pairs over time");
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
