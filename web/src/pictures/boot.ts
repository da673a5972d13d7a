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
};

async function draw(figure: HTMLElement, plate: HTMLElement): Promise<void> {
  const load = pictures[figure.dataset.picture ?? ""];
  const from = figure.dataset.json;
  if (!load || !from) return;
  say(plate, "Drawing…");
  let drawing: Drawing;
  try {
    const [{ draw }, answer] = await Promise.all([load(), fetch(from, { headers: { accept: "application/json" } })]);
    if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
    const data = (await answer.json()) as never;
    const again = () => {
      plate.replaceChildren();
      drawing = draw({ figure, plate, width: Math.max(280, Math.floor(plate.clientWidth)) }, data);
      if (!drawing) say(plate, "Nothing to draw: no event passes the filters.");
    };
    again();
    // Drawn anew when the width changes by more than a scroll bar.
    let width = plate.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(plate.clientWidth - width) < 24 || !plate.isConnected) return;
      width = plate.clientWidth;
      again();
    }).observe(plate);
    if (drawing) addExports(figure, () => drawing);
  } catch (error) {
    say(plate, `The picture could not be drawn: ${error instanceof Error ? error.message : "no answer"}.`);
  }
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
