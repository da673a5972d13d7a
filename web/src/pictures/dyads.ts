// Conflict and cooperation between pairs over time. In: the busiest pairs with their counts a month or year. Out: a row a pair, its bars up for cooperation and
// down for conflict, all rows on one scale; a bar leads to its events.
import { type Drawing, eventsOf, grouped, labelBeside, name, oneTabStop, type Place } from "./place";
import { chart, nameLinks, rect, rectY, ruleY, text } from "./plot";
import { begins, days, ends } from "./time";

export interface Dyad {
  actor: string;
  actor_name: string;
  recipient: string;
  recipient_name: string;
  bins: { day: string; conflict: number; cooperation: number }[];
}

export interface Dyads {
  dyads: Dyad[];
}

export function draw(place: Place, data: Dyads): Drawing {
  const rows = data.dyads.flatMap((dyad) =>
    dyad.bins
      .filter((bin) => bin.conflict + bin.cooperation > 0)
      .map((bin) => ({ ...bin, dyad, pair: `${dyad.actor_name} → ${dyad.recipient_name}` })),
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
    marginRight: 8,
    x: { type: "utc", label: null },
    fy: { domain: pairs, label: null, axis: null },
    y: { ticks: 2, label: null, tickFormat: (n: number) => grouped(Math.abs(n)) },
    marks: [
      ruleY([0], { stroke: "var(--edge)" }),
      rectY(bars, {
        fy: "pair",
        x1: (bar: Row) => begins(bar.day),
        x2: (bar: Row) => ends(bar.day),
        y: "events",
        fill: "colour",
        insetLeft: 0.3,
        insetRight: 0.3,
      }),
      rect(rows, {
        fy: "pair",
        x1: (row: Row) => begins(row.day),
        x2: (row: Row) => ends(row.day),
        y1: (row: Row) => -row.conflict,
        y2: (row: Row) => row.cooperation,
        fill: "transparent",
        href: (row: Row) =>
          eventsOf({
            actor: row.dyad.actor,
            recipient: row.dyad.recipient,
            from: days(row.day)[0],
            to: days(row.day)[1],
          }),
      }),
      text(pairs, {
        fy: (pair: string) => pair,
        text: (pair: string) => pair,
        frameAnchor: "top-left",
        fontWeight: 600,
        dy: -2,
      }),
    ],
  });
  const inOrder = pairs.flatMap((pair) => rows.filter((row) => row.pair === pair));
  nameLinks(
    svg,
    inOrder.map(
      (row) =>
        `${row.pair}, ${row.day}: ${grouped(row.conflict)} of conflict, ${grouped(row.cooperation)} of cooperation`,
    ),
  );
  name(svg, "Cooperation, up, and conflict, down, between pairs over time");
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
