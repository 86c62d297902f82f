import { VerdictBadge, WouldBeBadge } from "../../parts/badges";
import type { CallEntry } from "./model";

/** The verdict on a request; under a policy in shadow mode also what it would have been. */
export function EntryVerdict({ entry: { verdict, wouldBe } }: { entry: CallEntry }) {
  return (
    <>
      {verdict ? <VerdictBadge verdict={verdict} /> : "none"}
      {wouldBe && (
        <>
          {" "}
          <WouldBeBadge verdict={wouldBe.verdict ?? "deny"} />
        </>
      )}
    </>
  );
}
