import { useState } from "preact/hooks";

type Theme = "system" | "light" | "dark";
const key = "funcgateway.theme";
const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

/** Applies the theme that was chosen before. Called before anything is shown, the sign-in included. */
export function applyStoredTheme() {
  apply(stored());
}

function apply(theme: Theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

function stored(): Theme {
  try {
    return themeOf(localStorage.getItem(key));
  } catch {
    return "system";
  }
}

function store(theme: Theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Without storage, the choice lasts as long as the page.
  }
}

function applied(): Theme {
  return themeOf(document.documentElement.dataset.theme);
}

function themeOf(value: string | null | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

/** Switches between the light and the dark theme and that of the system. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(applied);
  // The theme follows from the one that is applied, and is stored at once: clicks can come faster than the page is drawn, and a reload after them.
  function change() {
    const chosen = next[applied()];
    apply(chosen);
    store(chosen);
    setTheme(chosen);
  }
  return (
    <button type="button" class="quiet" onClick={change}>
      Theme: {theme}
    </button>
  );
}
