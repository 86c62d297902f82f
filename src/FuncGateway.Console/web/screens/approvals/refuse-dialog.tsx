import { useState } from "preact/hooks";
import type { ApiProblem } from "../../api/problem";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Dialog } from "../../parts/dialog";
import { Field } from "../../parts/field";
import { ProblemNote } from "../../parts/states";

const maxReason = 1000;

interface RefuseDialogProps {
  /** Its id. */
  approval: string;
  isRunning: boolean;
  problem: ApiProblem | null;
  onRefuse: (reason: string | null) => void;
  onClose: () => void;
}

/** Asks why a call is refused. */
export function RefuseDialog({ approval, isRunning, problem, onRefuse, onClose }: RefuseDialogProps) {
  const [reason, setReason] = useState("");
  return (
    <Dialog title="Refuse the call" onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          onRefuse(reason.trim() || null);
        }}
      >
        <Field label="Reason" hint={`The agent is told this reason. Optional; up to ${maxReason} characters.`}>
          {ids => (
            <textarea {...ids} rows={4} maxLength={maxReason} value={reason} onInput={event => setReason(event.currentTarget.value)} />
          )}
        </Field>
        <div class="buttons">
          <button type="submit" class="danger" disabled={isRunning}>
            Refuse
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
        {problem && <ProblemNote problem={problem} />}
      </form>
      <CommandLine command={fgw.refuse(approval, reason)} />
    </Dialog>
  );
}
