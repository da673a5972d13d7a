// Which columns of a table show. In: `table[data-columns=NAME]` whose header cells carry `data-column`; `data-off` marks one that starts hidden. Out: a
// menu before the table; the choice is kept in this browser under the table's name.
function remembered(name: string): Record<string, boolean> {
  try {
    return JSON.parse(localStorage.getItem(`columns:${name}`) ?? "{}") as Record<string, boolean>;
  } catch {
    return {};
  }
}

export function bootTables(part: ParentNode): void {
  for (const table of part.querySelectorAll<HTMLTableElement>("table[data-columns]")) {
    const name = table.dataset.columns ?? "";
    const heads = [...table.querySelectorAll<HTMLElement>("thead th[data-column]")];
    const chosen = remembered(name);
    const show = (head: HTMLElement, shown: boolean) => {
      const index = [...(head.parentElement?.children ?? [])].indexOf(head);
      for (const row of table.rows) {
        const cell = row.cells[index];
        if (cell) cell.hidden = !shown;
      }
    };
    const menu = document.createElement("details");
    menu.className = "columns";
    const summary = document.createElement("summary");
    summary.textContent = "Columns";
    const list = document.createElement("div");
    menu.append(summary, list);
    for (const head of heads) {
      const column = head.dataset.column ?? "";
      const shown = chosen[column] ?? !("off" in head.dataset);
      show(head, shown);
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = shown;
      box.addEventListener("change", () => {
        show(head, box.checked);
        chosen[column] = box.checked;
        try {
          localStorage.setItem(`columns:${name}`, JSON.stringify(chosen));
        } catch {
          // The choice then holds for this page only.
        }
      });
      label.append(box, head.textContent ?? column);
      list.append(label);
    }
    menu.addEventListener("keydown", (press) => {
      if (press.key === "Escape") {
        menu.open = false;
        summary.focus();
      }
    });
    const place = document.querySelector(`[data-columns-of="${CSS.escape(name)}"]`) ?? table.closest(".scroll");
    if (place?.matches("[data-columns-of]")) place.replaceChildren(menu);
    else place?.before(menu);
  }
}
