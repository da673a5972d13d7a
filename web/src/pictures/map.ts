// Where events happened. In: places with counts. Out: discs on the outlines of countries (Natural Earth 1:110m, carried by the program), sized by events and
// coloured by the balance of conflict and cooperation; each leads to its events, each country to its own. Dragged and zoomed without leaving the page.

import world from "world:countries";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature } from "topojson-client";
import { go } from "../swap";
import { balance, conflict, cooperation, type Places } from "./data";
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
  withQuery,
} from "./place";

type Point = Places["points"][number] & { latitude: number; longitude: number };

const SVG = "http://www.w3.org/2000/svg";

export function draw(place: Place, data: Places): Drawing {
  const places = data.points.filter((one): one is Point => one.latitude !== null && one.longitude !== null);
  if (places.length === 0) return undefined;
  const { width } = place;
  const height = Math.round(width * (width < 500 ? 0.75 : 0.5));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "map");
  name(svg, `Map of ${counted(places.length, "place")}`);
  const countries = svg.appendChild(document.createElementNS(SVG, "g"));
  const discs = svg.appendChild(document.createElementNS(SVG, "g"));
  place.plate.append(svg);

  const points = {
    type: "MultiPoint" as const,
    coordinates: places.map(({ longitude, latitude }) => [longitude, latitude]),
  };
  const inset = spread(places) ? 40 : 2;
  const projection = geoNaturalEarth1().fitExtent(
    [
      [inset, inset],
      [width - inset, height - inset],
    ],
    spread(places) ? points : { type: "Sphere" },
  );
  // A handful of neighbouring places is shown with the land around them.
  projection.scale(Math.min(projection.scale(), width));
  const [x, y] = centre(projection, points.coordinates);
  const [left, top] = projection.translate();
  if (spread(places)) projection.translate([left + width / 2 - x, top + height / 2 - y]);

  const most = Math.max(...places.map(({ events }) => events));
  const drawn = [...places].sort((a, b) => b.events - a.events);
  const circles: [SVGCircleElement, number][] = [];
  for (const one of drawn) {
    const at = projection([one.longitude, one.latitude]);
    if (!at) continue;
    const link = discs.appendChild(document.createElementNS(SVG, "a"));
    link.setAttribute("href", eventsOf({ place: one.name, country: one.country ?? "" }));
    link.setAttribute(
      "aria-label",
      `${one.name}${one.country ? `, ${one.country}` : ""}: ${counted(one.events, "event")}, ${grouped(conflict(one))} of conflict, ${grouped(cooperation(one))} of cooperation`,
    );
    const circle = link.appendChild(document.createElementNS(SVG, "circle"));
    const radius = 3 + 17 * Math.sqrt(one.events / most) * Math.min(1, width / 700);
    circle.setAttribute("class", "place");
    circle.setAttribute("cx", String(at[0]));
    circle.setAttribute("cy", String(at[1]));
    circle.setAttribute("r", String(radius));
    circle.setAttribute("fill", balanceColour(balance(one)));
    circles.push([circle, radius]);
  }

  const path = geoPath(projection);
  for (const country of feature(world, world.objects.countries).features) {
    const line = path(country);
    if (!line) continue;
    const outline = countries.appendChild(document.createElementNS(SVG, "path"));
    outline.setAttribute("class", "land");
    outline.setAttribute("d", line);
    outline.dataset.label = country.properties.name;
    if (country.id) {
      outline.addEventListener("click", () => void go(withQuery({ country: String(country.id), place: "" })));
    }
  }

  const moves = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 60])
    .translateExtent([
      [-width, -height],
      [2 * width, 2 * height],
    ])
    // The wheel scrolls the page; with Ctrl it zooms.
    .filter((event: MouseEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button))
    .on("zoom", ({ transform }: { transform: { k: number; toString(): string } }) => {
      countries.setAttribute("transform", String(transform));
      discs.setAttribute("transform", String(transform));
      for (const [circle, radius] of circles) circle.setAttribute("r", String(radius / transform.k));
    });
  const drawing = select(svg as SVGSVGElement);
  drawing.call(moves).on("dblclick.zoom", null);
  const line = document.createElement("div");
  line.className = "actions";
  const button = (label: string, act: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    line.append(made);
  };
  button("Zoom in", () => moves.scaleBy(drawing, 2));
  button("Zoom out", () => moves.scaleBy(drawing, 0.5));
  button("Whole map", () => moves.transform(drawing, zoomIdentity));
  line.append("drag to move; Ctrl and wheel to zoom; a country or a disc leads to its events");
  place.plate.append(line, balanceLegend());
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}

/** Whether the places lie apart enough to fill a picture, yet not all over the world. */
function spread(places: Point[]): boolean {
  const longitudes = places.map(({ longitude }) => longitude);
  return Math.max(...longitudes) - Math.min(...longitudes) < 120;
}

function centre(projection: ReturnType<typeof geoNaturalEarth1>, coordinates: number[][]): [number, number] {
  const at = coordinates.flatMap((point) => {
    const made = projection(point as [number, number]);
    return made ? [made] : [];
  });
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return [middle(at.map(([x]) => x)), middle(at.map(([, y]) => y))];
}
