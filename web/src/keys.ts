// Keys of every page: `/` goes to the search field, `j` and `k` from record to record or row to row, `?` says so. In: key presses outside of
// fields. Out: focus.
const steps = ".card[id], tbody tr[id], .course > li[id]";

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

function step(by: number): void {
  const all = [...document.querySelectorAll<HTMLElement>(steps)].filter((one) => one.offsetParent !== null);
  if (all.length === 0) return;
  const at = all.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
  const to = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!to) return;
  to.tabIndex = -1;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

export function bootKeys(): void {
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || typing(press.target)) return;
    if (press.key === "/") {
      const field = document.querySelector<HTMLInputElement>(".site input[type=search]");
      if (field) {
        press.preventDefault();
        field.focus();
        field.select();
      }
    } else if (press.key === "j") step(1);
    else if (press.key === "k") step(-1);
    else if (press.key === "?") {
      const help = document.querySelector<HTMLDetailsElement>("details.keys");
      if (help) {
        help.open = true;
        help.querySelector("summary")?.focus();
      }
    }
  });
}
