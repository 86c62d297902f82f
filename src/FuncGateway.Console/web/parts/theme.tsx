import { useEffect, useState } from "preact/hooks";

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
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

/** Switches between the light and the dark theme and that of the system. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(stored);
  useEffect(() => {
    apply(theme);
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Without storage, the choice lasts as long as the page.
    }
  }, [theme]);
  return (
    <button type="button" class="quiet" onClick={() => setTheme(next[theme])}>
      Theme: {theme}
    </button>
  );
}
