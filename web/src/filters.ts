// Filters act as they are changed. In: `form[data-live]`, a GET form that works without this. Out: the page of the new address in place; the
// address holds only the fields that say something.
import { go } from "./swap";

/** The address of a form's answer, without its empty fields. */
export function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") query.append(name, value.trim());
  }
  const text = query.toString();
  return new URL(form.action).pathname + (text ? `?${text}` : "");
}

export function bootFilters(part: ParentNode): void {
  for (const form of part.querySelectorAll<HTMLFormElement>("form[data-live]")) {
    const send = () => {
      if (form.checkValidity()) void go(addressOf(form));
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    // A field that is typed into speaks when it is left or Enter is pressed; a choice speaks at once.
    form.addEventListener("change", send);
  }
}
