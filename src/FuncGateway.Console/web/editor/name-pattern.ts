/** Whether a name matches a pattern, in which `*` is any run of characters. */
export function matches(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) {
    return pattern === name;
  }
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0) {
      return false;
    }
    from = at + part.length;
  }
  return name.startsWith(first) && name.length >= from + last.length && name.endsWith(last);
}

/** How many characters a pattern names: of two that match, the one with more wins. */
export function literalLength(pattern: string): number {
  return pattern.replaceAll("*", "").length;
}
