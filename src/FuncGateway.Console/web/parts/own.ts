/** What a record of words has for a name that others wrote: its own members only, so that `constructor` finds nothing. */
export function own<T>(words: Record<string, T>, name: unknown): T | undefined {
  return Object.hasOwn(words, String(name)) ? words[String(name)] : undefined;
}
