// Who acts on whom, as a table of colours. In: actors and the counts between each two, as the network has them. Out: a cell a pair, coloured by the balance of
// conflict and cooperation, its square as large as its share of the events; each leads to its events.
import { balance, type Edge, type Network } from "./data";
import { edgeEvents, spoken } from "./network";
import { balanceColour, balanceLegend, type Drawing, labelBeside, name, oneTabStop, type Place } from "./place";
import { axisX, axisY, chart, nameLinks, rect } from "./plot";

export function draw(place: Place, data: Network): Drawing {
  const most = place.width < 500 ? 12 : 24;
  const cells = data.edges.filter(({ from, to }) => from < most && to < most);
  if (cells.length === 0) return undefined;
  const shown = data.nodes.slice(0, most);
  const largest = Math.max(...cells.map(({ events }) => events));
  const half = (edge: Edge) => 0.16 + 0.32 * Math.sqrt(edge.events / largest);
  const short = (index: number) => {
    const label = shown[index]?.label ?? "";
    const room = place.width < 500 ? 12 : 20;
    return label.length > room ? `${label.slice(0, room - 1)}…` : label;
  };
  const longest = Math.max(...shown.map((_, index) => short(index).length));
  const left = 14 + longest * 6.4;
  const ticks = shown.map((_, index) => index);
  const side = Math.max(14, Math.min(28, (place.width - left - 50) / shown.length));
  const svg = chart({
    width: Math.min(place.width, left + side * shown.length + 50),
    height: side * shown.length + left + 10,
    marginLeft: left,
    marginTop: left,
    marginRight: 50,
    marginBottom: 10,
    x: { type: "linear", domain: [-0.5, shown.length - 0.5], label: null },
    y: { type: "linear", domain: [shown.length - 0.5, -0.5], label: null },
    marks: [
      axisY({ ticks, tickFormat: short, tickSize: 0 }),
      axisX({ ticks, tickFormat: short, tickSize: 0, anchor: "top", tickRotate: -50, textAnchor: "start" }),
      rect(cells, {
        x1: (edge: Edge) => edge.to - half(edge),
        x2: (edge: Edge) => edge.to + half(edge),
        y1: (edge: Edge) => edge.from - half(edge),
        y2: (edge: Edge) => edge.from + half(edge),
        fill: (edge: Edge) => balanceColour(balance(edge)),
        href: (edge: Edge) => edgeEvents(data.nodes, edge),
      }),
    ],
  });
  nameLinks(
    svg,
    cells.map((edge) => spoken(data.nodes, edge)),
  );
  name(svg, "Matrix of who acts, down, on whom, across");
  svg.style.width = "auto";
  place.plate.append(svg, balanceLegend());
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
