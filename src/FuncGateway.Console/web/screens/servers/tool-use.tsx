import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Verdicts } from "../../parts/verdicts";
import type { ToolCalls } from "./tool-calls";

/** Who called the tool in the last 24 hours, and how that was decided. */
export function ToolUse({ calls, isKnown }: { calls: ToolCalls | undefined; isKnown: boolean }) {
  return (
    <>
      <h3>Calls in 24 hours</h3>
      {calls ? (
        <Table
          label="Calls in 24 hours by grant"
          rows={calls.grants}
          keyOf={grant => grant.id}
          columns={[
            {
              head: "Grant",
              isName: true,
              cell: grant => (
                <a href={`/ui/grants/${encodeURIComponent(grant.id)}`}>
                  <Text value={grant.label} fold={100} isCut />
                </a>
              ),
            },
            { head: "Calls", isNumber: true, cell: grant => grant.calls.toLocaleString("en") },
            {
              head: "Verdicts",
              cell: grant => <Verdicts counts={grant.verdicts} />,
            },
          ]}
        />
      ) : (
        <p>{isKnown ? "None." : "Counting …"}</p>
      )}
    </>
  );
}
