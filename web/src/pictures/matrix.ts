// Who acts on whom, as a table of colours. In: actors and the counts between each two, as the network has them. Out: a cell a pair, coloured by the balance of
// conflict and cooperation, its square as large as its share of the events; each leads to its events.

import type { Network, NetworkEdge } from "./network";
import {
  balanceColour,
  counted,
  type Drawing,
  eventsOf,
  grouped,
  labelBeside,
  name,
  oneTabStop,
  type Place,
} from "./place";
import { axisX, axisY, chart, nameLinks, rect } from "./plot";

export function draw(place: Place, data: Network): Drawing {
  const most = place.width < 500 ? 12 : 25;
  const shown = data.actors.slice(0, most);
  const names = new Map(shown.map((actor) => [actor.key, actor.name]));
  const order = new Map(shown.map((actor, index) => [actor.key, index]));
  const cells = data.edges.filter((edge) => order.has(edge.actor) && order.has(edge.recipient));
  if (cells.length === 0) return undefined;
  const largest = Math.max(...cells.map(({ events }) => events));
  const half = (edge: NetworkEdge) => 0.16 + 0.32 * Math.sqrt(edge.events / largest);
  const row = (edge: NetworkEdge) => order.get(edge.actor) ?? 0;
  const column = (edge: NetworkEdge) => order.get(edge.recipient) ?? 0;
  const short = (index: number) => {
    const label = shown[index]?.name ?? "";
    const room = place.width < 500 ? 12 : 22;
    return label.length > room ? `${label.slice(0, room - 1)}…` : label;
  };
  const left = place.width < 500 ? 84 : 150;
  const ticks = shown.map((_, index) => index);
  const side = Math.max(15, Math.min(28, (place.width - left - 60) / shown.length));
  const svg = chart({
    width: Math.min(place.width, left + side * shown.length + 60),
    height: side * shown.length + left + 10,
    marginLeft: left,
    marginTop: left,
    marginRight: 60,
    marginBottom: 10,
    x: { type: "linear", domain: [-0.5, shown.length - 0.5], label: null },
    y: { type: "linear", domain: [shown.length - 0.5, -0.5], label: null },
    marks: [
      axisY({ ticks, tickFormat: short, tickSize: 0 }),
      axisX({ ticks, tickFormat: short, tickSize: 0, anchor: "top", tickRotate: -50, textAnchor: "start" }),
      rect(cells, {
        x1: (edge: NetworkEdge) => column(edge) - half(edge),
        x2: (edge: NetworkEdge) => column(edge) + half(edge),
        y1: (edge: NetworkEdge) => row(edge) - half(edge),
        y2: (edge: NetworkEdge) => row(edge) + half(edge),
        fill: (edge: NetworkEdge) =>
          balanceColour((edge.cooperation - edge.conflict) / Math.max(1, edge.cooperation + edge.conflict)),
        href: (edge: NetworkEdge) => eventsOf({ actor: edge.actor, recipient: edge.recipient }),
      }),
    ],
  });
  nameLinks(
    svg,
    cells.map(
      (edge) =>
        `${names.get(edge.actor)} → ${names.get(edge.recipient)}: ${counted(edge.events, "event")}, ${grouped(edge.conflict)} of conflict, ${grouped(edge.cooperation)} of cooperation`,
    ),
  );
  name(svg, "Matrix of who acts, down, on whom, across");
  svg.style.width = "auto";
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
