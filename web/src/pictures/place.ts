// What every picture is given and gives back, and what they share: quad classes, colours of a balance, words of counts, one way through links by keys,
// the line beside the pointer.

/** Where a picture is drawn. */
export interface Place {
  figure: HTMLElement;
  plate: HTMLElement;
  /** Pixels. */
  width: number;
}

/** The drawing, for export; nothing where there was nothing to draw. */
export type Drawing = SVGSVGElement | undefined;

export const quads = ["material_conflict", "verbal_conflict", "verbal_cooperation", "material_cooperation"] as const;
export type Quad = (typeof quads)[number];

export const quadColour: Record<Quad, string> = {
  material_conflict: "var(--material-conflict)",
  verbal_conflict: "var(--verbal-conflict)",
  verbal_cooperation: "var(--verbal-cooperation)",
  material_cooperation: "var(--material-cooperation)",
};

export const words = (code: string): string => code.replaceAll("_", " ");

const number = new Intl.NumberFormat("en");
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${number.format(n)} ${n === 1 ? one : many}`;
export const grouped = (n: number): string => number.format(n);

/** From all conflict (−1) over even (0) to all cooperation (1). */
export function balanceColour(balance: number): string {
  const share = Math.round(Math.min(1, Math.abs(balance)) * 100);
  const end = balance < 0 ? "var(--material-conflict)" : "var(--material-cooperation)";
  return `color-mix(in oklab, ${end} ${share}%, var(--edge))`;
}

/** The address of this page with other values in its query; an empty value takes the field away. */
export function withQuery(changes: Record<string, string>, base = location.pathname + location.search): string {
  const url = new URL(base, location.href);
  url.searchParams.delete("cursor");
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

/** The address of the list of events that pass this page's filters and these. */
export function eventsOf(changes: Record<string, string>, base = `/events${location.search}`): string {
  return withQuery(changes, base);
}

/** One tab stop for all links of a picture; arrows, Home and End move among them. */
export function oneTabStop(svg: SVGSVGElement): void {
  const links = [...svg.querySelectorAll<SVGAElement>("a")];
  for (const [index, link] of links.entries()) link.setAttribute("tabindex", index === 0 ? "0" : "-1");
  svg.addEventListener("keydown", (press) => {
    const at = links.indexOf(document.activeElement as unknown as SVGAElement);
    if (at < 0) return;
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
    }[press.key];
    const link = to === undefined ? undefined : links[Math.min(Math.max(to, 0), links.length - 1)];
    if (!link) return;
    press.preventDefault();
    links[at]?.setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
    link.focus();
  });
}

/** Shows the `aria-label` of the link under the pointer or the focus. */
export function labelBeside(plate: HTMLElement, svg: SVGSVGElement): void {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  plate.append(tip);
  const show = (link: Element, x: number, y: number) => {
    const label = link.getAttribute("aria-label") ?? link.getAttribute("data-label");
    if (!label) return;
    tip.textContent = label;
    tip.hidden = false;
    const frame = plate.getBoundingClientRect();
    const left = Math.min(x - frame.left + 12, frame.width - tip.offsetWidth - 4);
    const above = y - frame.top - tip.offsetHeight - 10;
    tip.style.left = `${Math.max(0, left)}px`;
    tip.style.top = `${above < 0 ? y - frame.top + 16 : above}px`;
  };
  svg.addEventListener("pointermove", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[aria-label], [data-label]") : null;
    if (link && link !== svg) show(link, event.clientX, event.clientY);
    else tip.hidden = true;
  });
  svg.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  svg.addEventListener("focusin", (event) => {
    if (!(event.target instanceof Element) || event.target === svg) return;
    const at = event.target.getBoundingClientRect();
    show(event.target, at.left + at.width / 2, at.top);
  });
  svg.addEventListener("focusout", () => {
    tip.hidden = true;
  });
}

/** Gives a drawing its name for those who hear it. */
export function name(svg: SVGSVGElement, label: string): void {
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", label);
}

/** A legend of the four quad classes. */
export function quadLegend(place: Place): void {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const quad of quads) {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = `swatch ${quad}`;
    item.append(swatch, words(quad));
    list.append(item);
  }
  place.plate.append(list);
}

/** A legend of the balance between conflict and cooperation. */
export function balanceLegend(): HTMLElement {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const [label, balance] of [
    ["all conflict", -1],
    ["even", 0],
    ["all cooperation", 1],
  ] as const) {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.style.background = balanceColour(balance);
    swatch.style.borderRadius = "50%";
    item.append(swatch, label);
    list.append(item);
  }
  return list;
}
