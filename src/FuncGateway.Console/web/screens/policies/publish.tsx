import { useState } from "preact/hooks";
import { ApiProblem } from "../../api/problem";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Dialog } from "../../parts/dialog";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import { DiffClass } from "./diff-class";
import { summaryOf } from "./finding-list";
import type { PolicyName, Revision } from "./live";
import { NoteField } from "./note-field";
import { type Check, errorsOf, isSound } from "./use-check";
import { useDiff } from "./use-diff";

interface PublishDialogProps {
  name: PolicyName;
  text: string;
  /** The revision that the text is based on. */
  base: Revision | null;
  check: Check;
  onPublished: (revision: number) => Promise<void>;
  /** Somebody else published in the meantime. */
  onOutdated: () => void;
  onClose: () => void;
}

/** Publishes the text as a new revision, if the one that it is based on is still in force. */
export function PublishDialog({ name, text, base, check, onPublished, onOutdated, onClose }: PublishDialogProps) {
  const api = useApi();
  const [note, setNote] = useState("");
  const isChecked = check.text === text;
  const errors = errorsOf(check);
  const diff = useDiff(name.server, base, isSound(check, text) ? text : null, 0);

  const publish = useAction(async () => {
    const precondition = base ? { ifMatch: base.tag ?? "" } : { mustBeNew: true };
    try {
      const { revision } = await api.putDocument("/api/servers/{server}/policies/{policy}", text, {
        params: { ...name },
        query: { note: note.trim() },
        ...precondition,
      });
      await onPublished(revision ?? 0);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) {
        onOutdated();
        return;
      }
      throw error;
    }
  });

  return (
    <Dialog title={base ? `Publish revision ${base.revision + 1}` : "Publish the policy"} onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void publish.run();
        }}
      >
        <p>{base ? "It takes effect for every grant that uses this policy, within 2 seconds." : "Grants can be given it from then on."}</p>
        <p role="status">{isChecked ? summaryOf(check) : "Checking …"}</p>
        {isChecked && check.findings.length > 0 && (
          <ul class="findings">
            {check.findings.slice(0, 20).map((finding, index) => (
              <li key={index} class={finding.severity}>
                <strong>{finding.severity === "error" ? "Problem" : "Warning"}</strong> <code>{finding.path || "/"}</code>{" "}
                <Text value={finding.message} lines={12} />
              </li>
            ))}
          </ul>
        )}
        {errors.length === 0 && (
          <div role="status">
            {diff.data ? <DiffClass diff={diff.data} /> : <p>{diff.problem ? notCompared : "Comparing what it decides …"}</p>}
          </div>
        )}
        {errors.length > 0 ? (
          <p>Solve the problems first; they are marked beside their lines.</p>
        ) : (
          <NoteField about="What changes and why" note={note} onChange={setNote} />
        )}
        {publish.problem && <ProblemNote problem={publish.problem} />}
        <div class="buttons">
          <button type="submit" class="main" disabled={publish.isRunning || !isChecked || errors.length > 0}>
            Publish
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
      <CommandLine command={fgw.policyPublish(name.server, name.policy, note)} />
    </Dialog>
  );
}

const notCompared = "What it decides could not be compared with the revision in force.";
