import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { useAction } from "../../parts/action";
import { Badge } from "../../parts/badges";
import * as fgw from "../../parts/commands";
import { Confirm } from "../../parts/confirm";
import { TextField } from "../../parts/field";
import { Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { useSession } from "../../session/session";

type Freezing = Reply<"/api/freeze", "get">;

const every = 10_000;

/** The switch that stops every call of every agent, and lets them pass again. */
export function Freeze() {
  const { api, may } = useSession();
  const load = useCallback((signal: AbortSignal) => api.get("/api/freeze", { signal }), [api]);
  const freeze = useLoad(load, every);
  const [asked, setAsked] = useState<"" | "stop" | "lift">("");
  const close = () => setAsked("");
  return (
    <section aria-labelledby="freeze">
      <h2 id="freeze">Stop all calls</h2>
      <Show what="whether calls are stopped" of={freeze}>
        {state => (
          <>
            <div role="status">
              <State freeze={state} />
            </div>
            {!may("administer") && (
              <p class="hint">With the role Admin, you could {state.frozen ? "let calls pass again" : "stop all calls"}.</p>
            )}
            {may("administer") && (
              <p class="buttons">
                <button type="button" class={state.frozen ? "main" : "danger"} onClick={() => setAsked(state.frozen ? "lift" : "stop")}>
                  {state.frozen ? "Let calls pass again" : "Stop all calls now"}
                </button>
              </p>
            )}
          </>
        )}
      </Show>
      {asked === "stop" && <Stop onClose={close} onDone={freeze.refresh} />}
      {asked === "lift" && <Lift onClose={close} onDone={freeze.refresh} />}
    </section>
  );
}

function State({ freeze }: { freeze: Freezing }) {
  if (!freeze.frozen) {
    return (
      <p>
        <Badge tone="good" sign="✓" label="Calls are decided by the policies" />
      </p>
    );
  }
  return (
    <div class="note problem">
      <strong>All calls are stopped.</strong>
      <p>
        By <Text value={freeze.by ?? "somebody"} fold={100} />
        {freeze.since && (
          <>
            {" "}
            at <Exact at={freeze.since} />
          </>
        )}
        {freeze.reason && (
          <>
            : <Text value={freeze.reason} fold={500} lines={12} />
          </>
        )}
      </p>
    </div>
  );
}

function Stop({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { api } = useSession();
  const [reason, setReason] = useState("");
  const stop = useAction(async () => {
    await api.write("post", "/api/freeze", { body: { reason: reason.trim() || null } });
    onDone();
  });
  return (
    <Confirm title="Stop all calls?" confirm="Stop all calls now" action={stop} isDangerous command={fgw.freeze()} onClose={onClose}>
      <p>
        Within 2 seconds, every request of every agent is refused and open streams end. Approvals that wait stay, but nothing is sent, also
        what is approved. People can use the console as before.
      </p>
      <TextField
        label="Reason"
        value={reason}
        onChange={setReason}
        maxLength={1000}
        hint="Shown to people here, not to agents. It may be left empty."
      />
    </Confirm>
  );
}

function Lift({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { api } = useSession();
  const lift = useAction(async () => {
    await api.write("delete", "/api/freeze");
    onDone();
  });
  return (
    <Confirm title="Let calls pass again?" confirm="Let calls pass again" action={lift} command={fgw.unfreeze()} onClose={onClose}>
      <p>The policies decide each call again, within 2 seconds.</p>
    </Confirm>
  );
}
