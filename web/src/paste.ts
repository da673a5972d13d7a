// A pasted story is coded without leaving the page. In: `form[data-paste]`, a POST form that works without this. Out: what the server answers, in
// place of `[data-answer]`; Ctrl+Enter sends.
export function bootPaste(part: ParentNode, boot: (part: ParentNode) => void): void {
  for (const form of part.querySelectorAll<HTMLFormElement>("form[data-paste]")) {
    form.addEventListener("keydown", (press) => {
      if (press.key === "Enter" && (press.ctrlKey || press.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", async (event) => {
      const place = document.querySelector<HTMLElement>("[data-answer]");
      if (!place) return;
      event.preventDefault();
      const button = form.querySelector<HTMLButtonElement>("button.main");
      const label = button?.textContent ?? "";
      if (button) {
        button.disabled = true;
        button.textContent = "Reading…";
      }
      try {
        const body = new URLSearchParams();
        for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
        const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const made = page.querySelector("[data-answer]") ?? page.querySelector("main");
        place.replaceChildren(...(made ? [...document.adoptNode(made).childNodes] : []));
        boot(place);
        place.tabIndex = -1;
        place.focus({ preventScroll: true });
        place.scrollIntoView({ block: "start" });
      } catch {
        place.textContent = "The server gave no answer. Is dateline serve still running?";
      } finally {
        if (button) {
          button.disabled = false;
          button.textContent = label;
        }
      }
    });
  }
}
