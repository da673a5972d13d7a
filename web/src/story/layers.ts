// Which kinds of records are drawn in the text. In: `.layers` with a box a kind. Out: the letters in the text's `data-layers`, remembered.
export function bootLayers(story: HTMLElement, text: HTMLElement): void {
  const boxes = [...story.querySelectorAll<HTMLInputElement>(".layers input")];
  const show = () => {
    text.dataset.layers = boxes
      .filter((box) => box.checked)
      .map((box) => box.value)
      .join(" ");
  };
  try {
    const kept = localStorage.getItem("layers");
    if (kept !== null) for (const box of boxes) box.checked = kept.split(" ").includes(box.value);
  } catch {
    // The layers then start as the page has them.
  }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      show();
      try {
        localStorage.setItem("layers", text.dataset.layers ?? "");
      } catch {
        // Not remembered where storage is forbidden.
      }
    });
  }
  if (boxes.length > 0) show();
}
