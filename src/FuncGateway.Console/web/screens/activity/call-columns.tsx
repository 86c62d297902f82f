import type { Column } from "../../parts/table";
import { Text } from "../../parts/text";
import { EntryVerdict } from "./entry-verdict";
import { type CallEntry, pageOf } from "./model";
import { OutcomeText } from "./outcome-text";
import { When } from "./when";

export const callColumns: Column<CallEntry>[] = [
  { head: "When", cell: each => <When at={each.at} /> },
  { head: "Call", cell: CallLink, isName: true },
  { head: "Verdict", cell: each => <EntryVerdict entry={each} /> },
  { head: "Outcome", cell: each => <OutcomeText outcome={each.outcome} count={each.count} /> },
  { head: "Server", cell: each => <Text value={each.server ?? ""} fold={60} /> },
  { head: "Grant", cell: each => <Text value={each.grantLabel ?? ""} fold={60} /> },
  {
    head: "Rule",
    cell: each =>
      each.rule && (
        <code>
          <Text value={each.rule} fold={80} />
        </code>
      ),
  },
  { head: "Time (ms)", cell: each => each.latencyMs?.toLocaleString("en") ?? "", isNumber: true },
];

/** What was called, as a link to the entry's page. */
function CallLink(entry: CallEntry) {
  const name = nameOf(entry);
  return (
    <>
      <a href={pageOf(entry.id)}>
        <Text value={name} fold={80} isCut />
      </a>
      {entry.method && entry.method !== "tools/call" && entry.method !== name && (
        <span class="hint">
          {" "}
          <Text value={entry.method} fold={40} />
        </span>
      )}
    </>
  );
}

/** The tool, resource or prompt of a request, or else its method. */
export function nameOf({ tool, resource, prompt, method, outcome }: CallEntry): string {
  return tool ?? resource ?? prompt ?? method ?? outcome ?? "a request";
}
