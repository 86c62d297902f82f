import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import { Dialog } from "../../parts/dialog";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import type { PolicyName, Revision } from "./live";

/** Retires the policy after a confirmation. */
export function RetireButton({ name, live, onRetired }: { name: PolicyName; live: Revision; onRetired: () => void }) {
  const api = useApi();
  const [isAsked, setAsked] = useState(false);
  const retire = useAction(async () => {
    await api.write("delete", "/api/servers/{server}/policies/{policy}", {
      params: { ...name },
      ...(live.tag ? { ifMatch: live.tag } : {}),
    });
    onRetired();
  });
  function close() {
    setAsked(false);
    retire.clear();
  }
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsked(true)}>
        Retire …
      </button>
      {isAsked && (
        <Dialog title="Retire this policy?" onClose={close}>
          <p>
            No grant can be given the policy <Text value={name.policy} fold={80} /> any more. That works only while no live grant uses it.
            Its revisions are kept as long as the audit log, and publishing under the same id brings it back.
          </p>
          {retire.problem && <ProblemNote problem={retire.problem} />}
          <div class="buttons">
            <button type="button" class="danger" disabled={retire.isRunning} onClick={() => void retire.run()}>
              Retire
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
