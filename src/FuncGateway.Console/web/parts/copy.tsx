import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** Called with each text that was copied by a button within. */
export const OnCopied = createContext<(text: string) => void>(() => undefined);

/** Copies a text. Returns what to say about it, which is empty before, and the function that does it. */
export function useCopy(text: string): [string, () => Promise<void>] {
  const [done, setDone] = useState<{ text: string; state: "Copied" | "Copy it by hand" } | null>(null);
  const onCopied = useContext(OnCopied);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setDone({ text, state: "Copied" });
      onCopied(text);
    } catch {
      setDone({ text, state: "Copy it by hand" });
    }
  }
  // A text that has changed since was not copied.
  return [done?.text === text ? done.state : "", copy];
}

/** A text to be copied as a whole, such as a command. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const [state, copy] = useCopy(text);
  return (
    <div class="copyable">
      <pre>{text}</pre>
      <button type="button" onClick={() => void copy()}>
        Copy <span class="unseen">{label}</span>
      </button>
      <span role="status">{state}</span>
    </div>
  );
}
