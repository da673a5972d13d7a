// Cards beside the words. In: segments with `data-r`, badges that link to cards, cards by id. Out: a floating copy of the cards of what is pointed
// at or focused, innermost first; Escape closes it; words and card light up together.
const order = "vqtse";

/** Ids of the records that an element of the text speaks for: a badge for one, a segment for all that cover it and are drawn. */
function recordsOf(element: Element, layers: string): string[] {
  const badge = element.closest<HTMLAnchorElement>(".badge");
  if (badge) return [badge.hash.slice(1)];
  const seg = element.closest<HTMLElement>(".seg");
  const ids = seg?.dataset.r?.split(" ") ?? [];
  return ids
    .filter((id) => layers.includes(id[0] ?? ""))
    .sort((a, b) => order.indexOf(a[0] ?? "") - order.indexOf(b[0] ?? ""));
}

export function bootCards(story: HTMLElement, text: HTMLElement): void {
  document.getElementById("hover-card")?.remove();
  const box = document.createElement("div");
  box.className = "hover-card";
  box.hidden = true;
  box.setAttribute("role", "tooltip");
  box.id = "hover-card";
  document.body.append(box);
  let shown = "";
  let from: Element | undefined;
  let closing: number | undefined;

  const light = (ids: string[]) => {
    for (const lit of story.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const id of ids) story.querySelector(`#${CSS.escape(id)}`)?.classList.add("lit");
  };
  const lightWords = (id: string) => {
    for (const lit of story.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const seg of text.querySelectorAll<HTMLElement>(".seg")) {
      if (seg.dataset.r?.split(" ").includes(id)) seg.classList.add("lit");
    }
  };
  const close = () => {
    box.hidden = true;
    shown = "";
    light([]);
    for (const described of text.querySelectorAll("[aria-describedby=hover-card]"))
      described.removeAttribute("aria-describedby");
  };
  const open = (element: Element) => {
    const ids = recordsOf(element, text.dataset.layers ?? "vsqte");
    if (ids.length === 0) return;
    window.clearTimeout(closing);
    from = element;
    if (shown !== ids.join(" ")) {
      shown = ids.join(" ");
      const cards = ids.flatMap((id) => {
        const card = story.querySelector(`#${CSS.escape(id)}`)?.cloneNode(true) as HTMLElement | undefined;
        if (!card) return [];
        card.removeAttribute("id");
        for (const named of card.querySelectorAll("[id]")) named.removeAttribute("id");
        for (const details of card.querySelectorAll("details")) details.open = true;
        return [card];
      });
      box.replaceChildren(...cards);
    }
    light(ids);
    box.hidden = false;
    const target = element.closest(".badge, .seg") ?? element;
    if (target.matches(".badge")) target.setAttribute("aria-describedby", "hover-card");
    const words = target.getClientRects()[0] ?? target.getBoundingClientRect();
    const page = document.documentElement;
    const left = Math.min(Math.max(words.left, 12), page.clientWidth - box.offsetWidth - 12);
    const below = words.bottom + 8 + box.offsetHeight <= page.clientHeight || words.top < box.offsetHeight + 8;
    box.style.left = `${Math.max(left, 6) + scrollX}px`;
    box.style.top = `${(below ? words.bottom + 8 : words.top - box.offsetHeight - 8) + scrollY}px`;
  };
  // The reasons may come after the card: it is then made anew.
  story.addEventListener("explained", () => {
    shown = "";
    if (from && !box.hidden) open(from);
  });
  const closeSoon = () => {
    window.clearTimeout(closing);
    closing = window.setTimeout(close, 250);
  };

  text.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && event.target instanceof Element) {
      if (event.target.closest(".seg, .badge")) open(event.target);
      else closeSoon();
    }
  });
  text.addEventListener("pointerleave", closeSoon);
  box.addEventListener("pointerenter", () => window.clearTimeout(closing));
  box.addEventListener("pointerleave", closeSoon);
  text.addEventListener("focusin", (event) => {
    if (event.target instanceof Element && event.target.matches(".badge")) open(event.target);
  });
  text.addEventListener("focusout", closeSoon);
  // A tap shows the card; the badge itself leads to it.
  text.addEventListener("click", (event) => {
    if (event.target instanceof Element && !event.target.closest("a") && event.target.closest(".seg"))
      open(event.target);
  });
  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && box.isConnected && !box.hidden) close();
  });
  for (const card of story.querySelectorAll<HTMLElement>(".card[id]")) {
    const words = () => lightWords(card.id);
    card.addEventListener("pointerenter", words);
    card.addEventListener("focusin", words);
  }
}
