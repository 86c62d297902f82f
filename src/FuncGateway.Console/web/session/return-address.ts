const key = "funcgateway.return";
const home = "/ui";

/** Keeps the address that a sign-in was asked for, because a sign-in link leads to another one. In this tab only. */
export function keepAddress() {
  if (location.pathname.startsWith(`${home}/`)) {
    try {
      sessionStorage.setItem(key, location.pathname + location.search);
    } catch {
      // Without storage, the link leads where it leads.
    }
  }
}

/** Returns to the kept address if the present one names no screen. Forgets it in any case. */
export function returnToKeptAddress() {
  try {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (kept?.startsWith(`${home}/`) && (location.pathname === home || location.pathname === `${home}/`)) {
      history.replaceState(null, "", kept);
    }
  } catch {
    // Nothing was kept.
  }
}
