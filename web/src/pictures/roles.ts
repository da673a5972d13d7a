// What an actor was called over time. In: roles with the first and last day on which a story gives them. Out: a bar a role.
import { type Drawing, labelBeside, name, oneTabStop, type Place } from "./place";
import { axisY, chart, nameLinks, rect } from "./plot";
import { begins, ends } from "./time";

export interface Role {
  role: string;
  first: string;
  last: string;
  stories: number;
  page: string;
}

export interface Roles {
  roles: Role[];
}

export function draw(place: Place, data: Roles): Drawing {
  if (data.roles.length === 0) return undefined;
  const left = place.width < 500 ? 96 : 190;
  const row = (role: Role) => data.roles.indexOf(role);
  const svg = chart({
    width: place.width,
    height: 40 + data.roles.length * 22,
    marginLeft: left,
    marginRight: 18,
    marginTop: 6,
    x: { type: "utc", label: null },
    y: { type: "linear", domain: [data.roles.length - 0.5, -0.5], label: null },
    marks: [
      axisY({
        ticks: data.roles.map((_, index) => index),
        tickFormat: (index: number) => {
          const role = data.roles[index]?.role ?? "";
          const room = place.width < 500 ? 14 : 30;
          return role.length > room ? `${role.slice(0, room - 1)}…` : role;
        },
        tickSize: 0,
      }),
      rect(data.roles, {
        x1: (role: Role) => begins(role.first),
        x2: (role: Role) => ends(role.last),
        y1: (role: Role) => row(role) - 0.35,
        y2: (role: Role) => row(role) + 0.35,
        fill: "var(--entity)",
        href: "page",
      }),
    ],
  });
  nameLinks(
    svg,
    data.roles.map((role) => `${role.role}: ${role.first} to ${role.last}`),
  );
  for (const bar of svg.querySelectorAll<SVGRectElement>("a rect")) {
    if (bar.width.baseVal.value < 4) bar.setAttribute("width", "4");
  }
  name(svg, "Roles over time");
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
