// Goes to another address of this server without leaving the page. In: the address. Out: the new page's <main> in place of the old one, its title,
// and an entry in the history, so that back and forward and a copied address work as ever.
let running: AbortController | undefined;
let path = location.pathname + location.search;
let boot: (part: ParentNode) => void = () => {};

/** What is done with a part of the page that was just put there. */
export function bootWith(given: typeof boot): void {
  boot = given;
  addEventListener("popstate", () => {
    const now = location.pathname + location.search;
    if (now !== path) void show(now).then((shown) => shown || location.reload());
    path = now;
  });
}

async function show(address: string): Promise<boolean> {
  running?.abort();
  running = new AbortController();
  const main = document.querySelector("main");
  if (!main) return false;
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" }, signal: running.signal });
    if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    if (!fresh) return false;
    const focused = document.activeElement?.id;
    const adopted = document.adoptNode(fresh);
    main.replaceWith(adopted);
    document.title = page.title;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    boot(adopted);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return true;
    return false;
  } finally {
    document.querySelector("main")?.removeAttribute("aria-busy");
  }
}

/** Shows the address here; where that cannot be, the browser goes there itself. */
export async function go(address: string): Promise<void> {
  history.pushState(null, "", address);
  path = location.pathname + location.search;
  if (!(await show(address))) location.assign(address);
}
