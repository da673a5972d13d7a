// A drawing as a file of its own. In: the SVG in the page, coloured by the page's style. Out: an SVG whose colours and type are written into it, or a PNG
// of twice its size, saved by the browser.
const carried = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
  "vector-effect",
] as const;

const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Any colour of CSS as `rgb(…)` or `#…`, which every SVG reader knows. */
function plain(colour: string): string {
  if (!pixel || !/^(color|oklab|oklch|lab|lch|color-mix)\(/.test(colour)) return colour;
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/** The drawing as a document that needs no style sheet. */
export function alone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  for (const [index, element] of from.entries()) {
    const target = to[index];
    if (!target) continue;
    const style = getComputedStyle(element);
    for (const property of carried) {
      const value = style.getPropertyValue(property);
      if (value !== "") target.setAttribute(property, plain(value));
    }
    target.removeAttribute("class");
    target.removeAttribute("style");
    target.removeAttribute("tabindex");
  }
  for (const link of copy.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    link.removeAttributeNS("http://www.w3.org/1999/xlink", "href");
    if (href) link.setAttribute("href", new URL(href, location.href).href);
  }
  const { width, height } = svg.getBoundingClientRect();
  const box = svg.viewBox.baseVal;
  if (!box || box.width === 0) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("width", String(box?.width || width));
  copy.setAttribute("height", String(box?.height || height));
  copy.setAttribute("font-family", "system-ui, sans-serif");
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("x", String(box?.x ?? 0));
  ground.setAttribute("y", String(box?.y ?? 0));
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", plain(getComputedStyle(document.body).backgroundColor));
  copy.prepend(ground);
  return copy;
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function save(svg: SVGSVGElement, kind: "SVG" | "PNG", name: string): Promise<void> {
  const copy = alone(svg);
  const file = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  if (kind === "SVG") return download(file, `${name}.svg`);
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Number(copy.getAttribute("width")) * 2;
    canvas.height = Number(copy.getAttribute("height")) * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (made) download(made, `${name}.png`);
  } finally {
    URL.revokeObjectURL(address);
  }
}
