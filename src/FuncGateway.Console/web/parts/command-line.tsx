import { Fragment } from "preact";
import { useId } from "preact/hooks";
import type { Command } from "./commands";
import { useCopy } from "./copy";
import { quoted } from "./shell-words";

/** The call of `fgw` that does the same as the screen, the tab or the dialog at whose foot it is. */
export function CommandLine({ command }: { command: Command }) {
  const id = useId();
  const words = ["fgw", ...command].map(quoted);
  const [state, copy] = useCopy(words.join(" "));
  // Each word for itself, so that one that is written from right to left does not change places with others.
  return (
    <div class="command-line">
      <span>Command line</span>
      <code id={id}>
        {words.map((word, index) => (
          <Fragment key={index}>
            {index > 0 && " "}
            <bdi>{word}</bdi>
          </Fragment>
        ))}
      </code>
      <button type="button" aria-describedby={id} onClick={() => void copy()}>
        Copy <span class="unseen">the command</span>
      </button>
      <span role="status">{state}</span>
    </div>
  );
}
