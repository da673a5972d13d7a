// Who acts on whom. In: actors and the counts between each two. Out: a graph laid out by forces that start from fixed places and a fixed seed, so that the same
// counts give the same picture; a line's colour is the balance of conflict and cooperation, its width the events. Actors lead to their page, lines to
// their events.
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

export interface NetworkActor {
  key: string;
  name: string;
  events: number;
  /** Address of the actor's page. */
  page: string | null;
}

export interface NetworkEdge {
  actor: string;
  recipient: string;
  events: number;
  conflict: number;
  cooperation: number;
}

export interface Network {
  actors: NetworkActor[];
  edges: NetworkEdge[];
}

interface Node extends SimulationNodeDatum {
  actor: NetworkActor;
  radius: number;
}

const SVG = "http://www.w3.org/2000/svg";

export function draw(place: Place, data: Network): Drawing {
  const { width } = place;
  const shown = data.actors;
  if (shown.length === 0) return undefined;
  const height = Math.round(Math.min(Math.max(width * 0.62, 380), 680));
  const most = Math.max(...shown.map(({ events }) => events));
  const nodes: Node[] = shown.map((actor) => ({ actor, radius: 4 + 12 * Math.sqrt(actor.events / most) }));
  const byKey = new Map(nodes.map((node) => [node.actor.key, node]));
  const edges = data.edges.flatMap((edge) => {
    const source = byKey.get(edge.actor);
    const target = byKey.get(edge.recipient);
    return source && target && source !== target ? [{ edge, source, target }] : [];
  });
  forceSimulation(nodes)
    .force(
      "link",
      forceLink(edges)
        .distance(width < 500 ? 60 : 95)
        .strength(0.4),
    )
    .force("charge", forceManyBody().strength(width < 500 ? -120 : -260))
    .force("centre", forceCenter(width / 2, height / 2))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength(0.1))
    .force(
      "apart",
      forceCollide<Node>((node) => node.radius + 9),
    )
    .stop()
    .tick(300);
  for (const node of nodes) {
    node.x = Math.min(Math.max(node.x ?? 0, node.radius + 4), width - node.radius - 4);
    node.y = Math.min(Math.max(node.y ?? 0, node.radius + 4), height - node.radius - 16);
  }

  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "network");
  name(svg, `Network of ${counted(nodes.length, "actor")} and ${counted(edges.length, "relation")}`);
  const strongest = Math.max(1, ...edges.map(({ edge }) => edge.events));
  const byName = new Map(shown.map((actor) => [actor.key, actor.name]));
  for (const { edge, source, target } of edges) {
    const link = svg.appendChild(document.createElementNS(SVG, "a"));
    link.setAttribute("href", eventsOf({ actor: edge.actor, recipient: edge.recipient }));
    link.setAttribute(
      "aria-label",
      `${byName.get(edge.actor)} → ${byName.get(edge.recipient)}: ${counted(edge.events, "event")}, ${grouped(edge.conflict)} of conflict, ${grouped(edge.cooperation)} of cooperation`,
    );
    link.dataset.ends = `${edge.actor}\n${edge.recipient}`;
    const line = link.appendChild(document.createElementNS(SVG, "path"));
    line.setAttribute("class", "edge");
    line.setAttribute("d", arc(source, target));
    line.setAttribute(
      "stroke",
      balanceColour((edge.cooperation - edge.conflict) / Math.max(1, edge.cooperation + edge.conflict)),
    );
    line.setAttribute("stroke-width", String(1 + 5 * Math.sqrt(edge.events / strongest)));
    const head = link.appendChild(document.createElementNS(SVG, "path"));
    head.setAttribute("d", arrow(source, target));
    head.setAttribute("fill", line.getAttribute("stroke") ?? "");
  }
  for (const node of nodes) {
    const link = svg.appendChild(document.createElementNS(SVG, "a"));
    link.setAttribute("href", node.actor.page ?? eventsOf({ either: node.actor.key }));
    link.setAttribute("aria-label", `${node.actor.name}: ${counted(node.actor.events, "event")}`);
    link.dataset.key = node.actor.key;
    const disc = link.appendChild(document.createElementNS(SVG, "circle"));
    disc.setAttribute("class", "node");
    disc.setAttribute("cx", String(node.x));
    disc.setAttribute("cy", String(node.y));
    disc.setAttribute("r", String(node.radius));
    const label = link.appendChild(document.createElementNS(SVG, "text"));
    const right = (node.x ?? 0) > width * 0.75;
    label.setAttribute("x", String((node.x ?? 0) + (right ? -1 : 1) * (node.radius + 3)));
    label.setAttribute("y", String((node.y ?? 0) + 4));
    if (right) label.setAttribute("text-anchor", "end");
    label.textContent = node.actor.name.length > 24 ? `${node.actor.name.slice(0, 23)}…` : node.actor.name;
  }
  place.plate.append(svg);
  neighbours(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}

/** A line bent to the left as one goes from source to target, so that both directions show. */
function arc(source: Node, target: Node): string {
  const { x: x1 = 0, y: y1 = 0 } = source;
  const { x: x2 = 0, y: y2 = 0 } = target;
  const length = Math.hypot(x2 - x1, y2 - y1) * 1.4;
  return `M${x1},${y1}A${length},${length} 0 0,1 ${x2},${y2}`;
}

/** The head of the arrow at the edge of the target's disc. */
function arrow(source: Node, target: Node): string {
  const { x: x1 = 0, y: y1 = 0 } = source;
  const { x: x2 = 0, y: y2 = 0 } = target;
  // Where the arc of radius 1.4 d meets the target it has turned by asin(1 / 2.8) from the straight line.
  const angle = Math.atan2(y2 - y1, x2 - x1) + Math.asin(1 / 2.8) * 0.9;
  const at = (distance: number, turn: number) =>
    `${x2 - distance * Math.cos(angle) + turn * Math.sin(angle)},${y2 - distance * Math.sin(angle) - turn * Math.cos(angle)}`;
  return `M${at(target.radius, 0)}L${at(target.radius + 8, 4)}L${at(target.radius + 8, -4)}Z`;
}

/** An actor pointed at or focused keeps its own lines and neighbours in sight and fades the rest. */
function neighbours(svg: SVGSVGElement): void {
  const links = [...svg.querySelectorAll<SVGAElement>("a")];
  const fade = (key: string | undefined) => {
    const near = new Set([key]);
    if (key !== undefined) {
      for (const link of links) {
        const ends = link.dataset.ends?.split("\n") ?? [];
        if (ends.includes(key)) for (const end of ends) near.add(end);
      }
    }
    for (const link of links) {
      const ends = link.dataset.ends?.split("\n");
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
