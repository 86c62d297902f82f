/** Takes the one-time code of a link such as `/ui#k=…` out of the address, so that it is in no history entry and no screenshot. */
export function takeCode(): string | null {
  const code = /^#k=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (location.hash.startsWith("#k=")) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return code;
}
