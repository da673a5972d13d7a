// Runs before the page is drawn: says that there is script, and applies the reader's choice of light or dark. In: localStorage. Out: the root's
// class and attribute.
const root = document.documentElement;
root.classList.add("scripted");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; the system's scheme then stands.
}
