// Pictures, fetched when they come near the window. In: `figure[data-picture=NAME][data-json=ADDRESS]` with an empty `.plate`. Out: the drawing in
// the plate, buttons that export it as SVG and PNG, and a word in its place where it cannot be had.
import type { Drawing, Place } from "./place";

type Draw = (place: Place, data: never) => Drawing;

const pictures: Record<string, () => Promise<{ draw: Draw }>> = {
  timeline: () => import("./timeline"),
  map: () => import("./map"),
  network: () => import("./network"),
  matrix: () => import("./matrix"),
  dyads: () => import("./dyads"),
  ledger: () => import("./ledger"),
  coverage: () => import("./coverage"),
  roles: () => import("./roles"),
  sources: () => import("./sources"),
};

async function draw(figure: HTMLElement, plate: HTMLElement): Promise<void> {
  const load = pictures[figure.dataset.picture ?? ""];
  const from = figure.dataset.json;
  if (!load || !from) return;
  let drawing: Drawing;
  let again = () => {};
  const show = async (address: string) => {
    say(plate, "Drawing…");
    try {
      const [{ draw }, answer] = await Promise.all([
        load(),
        fetch(address, { headers: { accept: "application/json" } }),
      ]);
      if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
      const data = part(await answer.json(), figure.dataset.part) as never;
      again = () => {
        plate.replaceChildren();
        drawing = draw({ figure, plate, width: Math.max(260, Math.floor(plate.clientWidth)) }, data);
        if (!drawing) say(plate, "Nothing to draw.");
      };
      again();
    } catch (error) {
      say(plate, `The picture could not be drawn: ${error instanceof Error ? error.message : "no answer"}.`);
    }
  };
  addChoice(figure, from, show);
  await show(from);
  // Drawn anew when the width changes by more than a scroll bar.
  let width = plate.clientWidth;
  const watch = new ResizeObserver(() => {
    if (!plate.isConnected) watch.disconnect();
    if (Math.abs(plate.clientWidth - width) < 24) return;
    width = plate.clientWidth;
    again();
  });
  watch.observe(plate);
  if (drawing) addExports(figure, () => drawing);
}

/** `data-choice="by:country,code,name"`: a parameter of the picture's own, to choose beside it. */
function addChoice(figure: HTMLElement, from: string, show: (address: string) => Promise<void>): void {
  const [parameter, values] = figure.dataset.choice?.split(":") ?? [];
  const actions = figure.querySelector(".actions");
  if (!parameter || !values || !actions) return;
  const label = document.createElement("label");
  label.textContent = `${parameter} `;
  const select = document.createElement("select");
  for (const value of values.split(",")) select.append(new Option(value, value));
  select.addEventListener("change", () => {
    const address = new URL(from, location.href);
    address.searchParams.set(parameter, select.value);
    for (const link of actions.querySelectorAll("a")) {
      const of = new URL(link.href);
      of.searchParams.set(parameter, select.value);
      link.href = of.pathname + of.search;
    }
    void show(address.pathname + address.search);
  });
  label.append(select);
  actions.prepend(label);
}

/** What stands at `done.timeline` or `figures.0` of an answer. */
function part(answer: unknown, path: string | undefined): unknown {
  let found = answer as Record<string, unknown> | undefined;
  for (const name of path?.split(".") ?? []) found = found?.[name] as Record<string, unknown> | undefined;
  return found;
}

function say(plate: HTMLElement, words: string): void {
  const line = document.createElement("p");
  line.className = "empty";
  line.setAttribute("role", "status");
  line.textContent = words;
  plate.replaceChildren(line);
}

function addExports(figure: HTMLElement, drawing: () => Drawing): void {
  const actions = figure.querySelector(".actions");
  if (!actions || actions.querySelector("[data-export]")) return;
  for (const kind of ["SVG", "PNG"] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.export = kind.toLowerCase();
    button.textContent = kind;
    button.setAttribute("aria-label", `Save this picture as ${kind}`);
    button.addEventListener("click", async () => {
      const made = drawing();
      if (!made) return;
      const { save } = await import("./export");
      await save(made, kind, figure.dataset.picture ?? "picture");
    });
    actions.append(button);
  }
}

export function bootPictures(part: ParentNode): void {
  const near = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        const plate = target.querySelector<HTMLElement>(".plate");
        if (!isIntersecting || !plate) continue;
        near.unobserve(target);
        void draw(target as HTMLElement, plate);
      }
    },
    { rootMargin: "300px" },
  );
  for (const figure of part.querySelectorAll<HTMLElement>("figure[data-picture]")) near.observe(figure);
}
