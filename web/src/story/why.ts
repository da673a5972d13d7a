// How a record came about, fetched when somebody asks. In: `.story[data-explain=ADDRESS]`, cards with `details[data-why=ID]`. Out: the steps in the card; one
// request a story. Where this engine reads the text otherwise than the stored record has it, a link to what it reads.
interface Explained {
  explanation: { steps: Record<string, string[]>; same_record: boolean } | null;
}

export function bootWhy(story: HTMLElement): void {
  const from = story.dataset.explain;
  if (!from) return;
  let asked: Promise<Explained> | undefined;
  const ask = () => {
    asked ??= fetch(from, { headers: { accept: "application/json" } }).then((answer) => {
      if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
      return answer.json() as Promise<Explained>;
    });
    return asked;
  };
  const fill = async (details: HTMLDetailsElement) => {
    const list = details.querySelector("ul");
    if (!list || list.childElementCount > 0) return;
    const add = (content: string | Node) => {
      const item = document.createElement("li");
      item.append(content);
      list.append(item);
    };
    try {
      const { explanation } = await ask();
      if (list.childElementCount > 0) return;
      if (explanation && !explanation.same_record) {
        const link = document.createElement("a");
        link.href = `${location.pathname}?explain=true`;
        link.textContent = "This program reads the text otherwise than the stored record has it: see what it reads";
        add(link);
        return;
      }
      const steps = explanation?.steps[details.dataset.why ?? ""] ?? [];
      for (const step of steps) add(step);
      if (steps.length === 0) add("no step is known");
    } catch (error) {
      asked = undefined;
      add(error instanceof Error ? error.message : "no answer");
    }
  };
  story.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLDetailsElement && event.target.open && event.target.dataset.why)
        void fill(event.target);
    },
    true,
  );
  // Asked for ahead, so that a card that is pointed at has its reasons.
  story.addEventListener(
    "pointerenter",
    () => {
      ask()
        .then(() => {
          const all = [...story.querySelectorAll<HTMLDetailsElement>("details[data-why]")];
          void Promise.all(all.map(fill)).then(() => story.dispatchEvent(new Event("explained")));
        })
        .catch(() => {});
    },
    { once: true },
  );
  story.addEventListener("focusin", () => story.dispatchEvent(new PointerEvent("pointerenter")), { once: true });
}
