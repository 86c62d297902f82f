import { useEffect, useRef, useState } from "preact/hooks";
import type { Reply } from "../../api/types";
import { useAction } from "../../parts/action";
import { TextField } from "../../parts/field";
import { ProblemNote } from "../../parts/states";
import { inWords, useNow } from "../../parts/time";
import { useApi } from "../../session/session";
import { VerifyReport } from "./verify-report";

type Report = Reply<"/api/audit/verify", "get">;

interface Done {
  report: Report;
  /** Such as `all days`. */
  what: string;
  at: Date;
}

/** Checks that no record was changed, removed, added or moved: all days, or some. */
export function Verify() {
  const api = useApi();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const verify = useAction(async () => {
    const stop = new AbortController();
    abort.current = stop;
    setDone(null);
    try {
      const report = await api.get("/api/audit/verify", { query: { from, to }, signal: stop.signal });
      setDone({ report, what: daysInWords(from, to), at: new Date() });
    } catch (error) {
      if (!stop.signal.aborted) {
        throw error;
      }
    }
  });
  return (
    <section>
      <h2>Verify the log</h2>
      <p>Reads the stored records and checks by their hashes and the signed checkpoints that none was changed, removed, added or moved.</p>
      <form
        class="filters"
        onSubmit={event => {
          event.preventDefault();
          void verify.run();
        }}
      >
        <TextField label="First day (UTC)" type="date" value={from} onChange={setFrom} />
        <TextField label="Last day (UTC)" type="date" value={to} onChange={setTo} />
        <div class="field">
          <button type="submit" class="main" disabled={verify.isRunning}>
            Verify {daysInWords(from, to)}
          </button>
        </div>
        {verify.isRunning && (
          <div class="field">
            <button type="button" onClick={() => abort.current?.abort()}>
              Stop
            </button>
          </div>
        )}
      </form>
      <div role="status">
        {verify.isRunning && <p>Verifying …</p>}
        {done && <VerifyReport report={done.report} what={done.what} at={done.at} />}
      </div>
      {verify.isRunning && <Running />}
      {verify.problem && <ProblemNote problem={verify.problem} />}
    </section>
  );
}

/** How long it runs; not announced each second. */
function Running() {
  const now = useNow();
  const started = useRef(Date.now());
  return (
    <p>
      <progress aria-label="Verification" /> {inWords(Math.max(0, now - started.current))}
    </p>
  );
}

function daysInWords(from: string, to: string): string {
  if (from === "" && to === "") {
    return "all days";
  }
  if (from === to) {
    return from;
  }
  return [from && `from ${from}`, to && `to ${to}`].filter(part => part !== "").join(" ");
}
