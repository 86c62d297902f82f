import { Empty } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import type { Overview } from "../../session/overview";

type DeniedRule = Overview["deniedRules"][number];

const columns: Column<DeniedRule>[] = [
  {
    head: "Tool",
    isName: true,
    cell: each => (
      <a href={activityOf(each)}>{each.tool !== null ? <Text value={each.tool} fold={80} isCut /> : <code>{each.method}</code>}</a>
    ),
  },
  { head: "Server", cell: each => <Text value={each.server} /> },
  { head: "Rule", cell: each => (each.rule !== null ? <Text value={each.rule} fold={120} /> : "none") },
  { head: "Calls", isNumber: true, cell: each => each.calls.toLocaleString("en") },
];

function activityOf({ server, tool, method, rule }: DeniedRule): string {
  const query = new URLSearchParams({ server });
  for (const [name, value] of Object.entries(tool !== null ? { tool, rule } : { method, rule })) {
    if (value !== null) {
      query.set(name, value);
    }
  }
  return `/ui/activity?${query}`;
}

/** The rules that stopped most calls. */
export function DeniedRules({ rules }: { rules: readonly DeniedRule[] }) {
  return (
    <section aria-labelledby="denied-rules">
      <h2 id="denied-rules">Denied most in 24 hours</h2>
      {rules.length > 0 ? (
        <Table
          label="Rules that denied, hid or limited most calls"
          rows={rules}
          columns={columns}
          keyOf={each => JSON.stringify([each.server, each.tool, each.method, each.rule])}
        />
      ) : (
        <Empty>No call was denied, hidden or limited.</Empty>
      )}
    </section>
  );
}
