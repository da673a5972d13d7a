// Who acts on whom. In: actors and the counts between each two. Out: a graph laid out by forces that start from fixed places, so that the same counts give the
// same picture; a line's colour is the balance of conflict and cooperation, its width the events, and it bends to the left as one goes. Actors and lines
// lead to their events.
import {
  forceCenter,
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";
import { balance, conflict, cooperation, type Edge, type Network, type Node } from "./data";
import {
  balanceColour,
  balanceLegend,
  counted,
  type Drawing,
  eventsOf,
  grouped,
  labelBeside,
  name,
  oneTabStop,
  type Place,
} from "./place";

interface Body extends SimulationNodeDatum {
  node: Node;
  radius: number;
}

const SVG = "http://www.w3.org/2000/svg";

/** "A → B: 3 events, 2 of conflict, 1 of cooperation". */
export function spoken(nodes: Node[], edge: Edge): string {
  const ends = `${nodes[edge.from]?.label} → ${nodes[edge.to]?.label}`;
  return `${ends}: ${counted(edge.events, "event")}, ${grouped(conflict(edge))} of conflict, ${grouped(cooperation(edge))} of cooperation`;
}

/** Where the events of an edge are listed. */
export function edgeEvents(nodes: Node[], edge: Edge, more: Record<string, string> = {}): string {
  return eventsOf({ actor: nodes[edge.from]?.label ?? "", recipient: nodes[edge.to]?.label ?? "", ...more });
}

export function draw(place: Place, data: Network): Drawing {
  const { width } = place;
  // A narrow plate has no room for the labels of more.
  const nodes = data.nodes.slice(0, width < 500 ? 14 : 40);
  const height = Math.round(Math.min(Math.max(width * 0.62, 380), 680));
  const most = Math.max(...nodes.map(({ acts, received }) => acts + received));
  const bodies: Body[] = nodes.map((node) => ({
    node,
    radius: 4 + 12 * Math.sqrt((node.acts + node.received) / most),
  }));
  const lines = data.edges.flatMap((edge) => {
    const source = bodies[edge.from];
    const target = bodies[edge.to];
    return source && target && source !== target ? [{ edge, source, target }] : [];
  });
  if (lines.length === 0) return undefined;
  forceSimulation(bodies)
    .force(
      "link",
      forceLink(lines)
        .distance(width < 500 ? 60 : 95)
        .strength(0.4),
    )
    .force("charge", forceManyBody().strength(width < 500 ? -120 : -260))
    .force("centre", forceCenter(width / 2, height / 2))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength(0.1))
    .force(
      "apart",
      forceCollide<Body>((body) => body.radius + 9),
    )
    .stop()
    .tick(300);
  fill(bodies, width, height);

  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "network");
  name(svg, `Network of ${counted(nodes.length, "actor")} and ${counted(lines.length, "relation")}`);
  const strongest = Math.max(1, ...lines.map(({ edge }) => edge.events));
  for (const { edge, source, target } of lines) {
    const link = svg.appendChild(document.createElementNS(SVG, "a"));
    link.setAttribute("href", edgeEvents(nodes, edge));
    link.setAttribute("aria-label", spoken(nodes, edge));
    link.dataset.ends = `${edge.from} ${edge.to}`;
    const colour = balanceColour(balance(edge));
    const line = link.appendChild(document.createElementNS(SVG, "path"));
    line.setAttribute("class", "edge");
    line.setAttribute("d", arc(source, target));
    line.setAttribute("stroke", colour);
    line.setAttribute("stroke-width", String(1 + 5 * Math.sqrt(edge.events / strongest)));
    const head = link.appendChild(document.createElementNS(SVG, "path"));
    head.setAttribute("d", arrow(source, target));
    head.setAttribute("fill", colour);
  }
  for (const [index, { node, radius, x = 0, y = 0 }] of bodies.entries()) {
    const link = svg.appendChild(document.createElementNS(SVG, "a"));
    link.setAttribute("href", eventsOf({ either: node.label }));
    link.setAttribute(
      "aria-label",
      `${node.label}: acts in ${counted(node.acts, "event")}, is acted on in ${grouped(node.received)}`,
    );
    link.dataset.key = String(index);
    const disc = link.appendChild(document.createElementNS(SVG, "circle"));
    disc.setAttribute("class", "node");
    disc.setAttribute("cx", String(x));
    disc.setAttribute("cy", String(y));
    disc.setAttribute("r", String(radius));
    const label = link.appendChild(document.createElementNS(SVG, "text"));
    const right = x > width * 0.75;
    label.setAttribute("x", String(x + (right ? -1 : 1) * (radius + 3)));
    label.setAttribute("y", String(y + 4));
    if (right) label.setAttribute("text-anchor", "end");
    label.textContent = node.label.length > 24 ? `${node.label.slice(0, 23)}…` : node.label;
  }
  place.plate.append(svg, balanceLegend());
  neighbours(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}

/** Spreads the bodies over the plate, with room for their labels. */
function fill(bodies: Body[], width: number, height: number): void {
  const spread = (values: number[], from: number, to: number) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const share = (to - from) / Math.max(1, most - least);
    return (value: number) => (most - least < 1 ? (from + to) / 2 : from + (value - least) * share);
  };
  const x = spread(
    bodies.map((body) => body.x ?? 0),
    24,
    width - 24,
  );
  const y = spread(
    bodies.map((body) => body.y ?? 0),
    20,
    height - 20,
  );
  for (const body of bodies) {
    body.x = x(body.x ?? 0);
    body.y = y(body.y ?? 0);
  }
}

/** A line bent to the left as one goes from source to target, so that both directions show. */
function arc({ x: x1 = 0, y: y1 = 0 }: Body, { x: x2 = 0, y: y2 = 0 }: Body): string {
  const radius = Math.hypot(x2 - x1, y2 - y1) * 1.4;
  return `M${x1},${y1}A${radius},${radius} 0 0,1 ${x2},${y2}`;
}

/** The head of the arrow at the edge of the target's disc. */
function arrow({ x: x1 = 0, y: y1 = 0 }: Body, { x: x2 = 0, y: y2 = 0, radius }: Body): string {
  // An arc of radius 1.4 d has turned by asin(1 / 2.8) from the straight line where it meets the target, and a little less at the disc's edge.
  const angle = Math.atan2(y2 - y1, x2 - x1) + Math.asin(1 / 2.8) * 0.85;
  const at = (distance: number, aside: number) =>
    `${x2 - distance * Math.cos(angle) + aside * Math.sin(angle)},${y2 - distance * Math.sin(angle) - aside * Math.cos(angle)}`;
  return `M${at(radius, 0)}L${at(radius + 8, 4)}L${at(radius + 8, -4)}Z`;
}

/** An actor pointed at or focused keeps its own lines and neighbours in sight and fades the rest. */
function neighbours(svg: SVGSVGElement): void {
  const links = [...svg.querySelectorAll<SVGAElement>("a")];
  const fade = (key: string | undefined) => {
    const near = new Set([key]);
    for (const link of links) {
      const ends = link.dataset.ends?.split(" ") ?? [];
      if (key !== undefined && ends.includes(key)) for (const end of ends) near.add(end);
    }
    for (const link of links) {
      const ends = link.dataset.ends?.split(" ");
      const kept = key === undefined || (ends ? ends.includes(key) : near.has(link.dataset.key));
      link.classList.toggle("faded", !kept);
    }
  };
  const at = (event: Event) =>
    event.target instanceof Element ? event.target.closest<SVGAElement>("a")?.dataset.key : undefined;
  svg.addEventListener("pointerover", (event) => fade(at(event)));
  svg.addEventListener("pointerleave", () => fade(undefined));
  svg.addEventListener("focusin", (event) => fade(at(event)));
  svg.addEventListener("focusout", () => fade(undefined));
}
