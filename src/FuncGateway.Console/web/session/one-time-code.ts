/** Whether the address has a one-time code. */
export function hasCode(): boolean {
  return location.hash.startsWith("#k=");
}

/** Takes the one-time code of a link such as `/ui#k=…` out of the address, so that it is in no history entry and no screenshot. */
export function takeCode(): string | null {
  const code = /^#k=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (hasCode()) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return code;
}
