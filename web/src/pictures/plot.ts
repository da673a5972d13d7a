// Observable Plot without its <style> element, which the page's content security policy forbids: its rules stand in pictures.css under `.chart`.
import * as Plot from "@observablehq/plot";

export * from "@observablehq/plot";

export function chart(options: Plot.PlotOptions): SVGSVGElement {
  const made = Plot.plot({ className: "chart", ...options });
  const svg = made instanceof SVGSVGElement ? made : made.querySelector("svg");
  if (!svg) throw new Error("no drawing came of the data");
  for (const style of made.querySelectorAll("style")) style.remove();
  // Plot names its groups by their marks, which says nothing to a reader.
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  // A link of a chart that goes elsewhere on this server stays in the window.
  for (const link of svg.querySelectorAll("a")) link.removeAttribute("target");
  return svg;
}

/** Gives the links of the chart their spoken names, in the order of the data. */
export function nameLinks(svg: SVGSVGElement, labels: string[]): void {
  const links = [...svg.querySelectorAll<SVGAElement>("a")];
  for (const [index, link] of links.entries()) {
    const label = labels[index];
    if (label) link.setAttribute("aria-label", label);
    link.querySelector("title")?.remove();
  }
}
