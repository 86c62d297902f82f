import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** Called with each text that was copied by a button within. */
export const OnCopied = createContext<(text: string) => void>(() => undefined);

/** A text to be copied as a whole, such as a command. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<"" | "Copied" | "Copy it by hand">("");
  const onCopied = useContext(OnCopied);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("Copied");
      onCopied(text);
    } catch {
      setState("Copy it by hand");
    }
  }
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
