/** The names and positions of a JSON Pointer. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map(segment => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The JSON Pointer of names and positions. */
export function pointerOf(path: readonly string[]): string {
  return path.map(segment => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
