import { outcomeLabels } from "./explain";

interface OutcomeTextProps {
  outcome: string | null | undefined;
  count?: number | null | undefined;
  /** The HTTP status of the gateway's response. */
  status?: number | null | undefined;
}

/** How a request ended, in a word or two. */
export function OutcomeText({ outcome, count, status }: OutcomeTextProps) {
  return (
    <>
      {outcome ? (outcomeLabels[outcome] ?? outcome) : "running"}
      {count !== undefined && count !== null && ` × ${count.toLocaleString("en")}`}
      {status !== undefined && status !== null && status >= 400 && <span class="hint"> HTTP {status}</span>}
    </>
  );
}
