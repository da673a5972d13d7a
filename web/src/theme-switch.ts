// The button that goes from the system's scheme to light to dark. In: the button `[data-theme-switch]`. Out: the root's attribute, remembered.
const next = { auto: "light", light: "dark", dark: "auto" } as const;
type Theme = keyof typeof next;

function current(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "auto";
}

export function bootThemeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  if (!button) return;
  const show = () => {
    button.textContent = `Colours: ${current()}`;
  };
  button.addEventListener("click", () => {
    const theme = next[current()];
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      if (theme === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // Not remembered where storage is forbidden.
    }
    show();
  });
  show();
}
