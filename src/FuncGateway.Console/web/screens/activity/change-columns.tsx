import type { Column } from "../../parts/table";
import { Text } from "../../parts/text";
import { type ChangeEntry, inWords, pageOfChange } from "./model";
import { OutcomeText } from "./outcome-text";
import { When } from "./when";

export const changeColumns: Column<ChangeEntry>[] = [
  { head: "When", cell: each => <When at={each.at} /> },
  { head: "Who", cell: Who },
  { head: "Action", cell: ChangeLink, isName: true },
  { head: "What", cell: each => <Text value={each.target} fold={120} /> },
  { head: "Fields", cell: each => <Text value={each.fields?.join(", ") ?? ""} fold={120} /> },
  { head: "Result", cell: each => <Text value={each.result ?? ""} fold={80} /> },
  { head: "Outcome", cell: each => <OutcomeText outcome={each.outcome} count={each.count} status={each.status} /> },
];

/** What was done, as a link to the page of the change. */
function ChangeLink(entry: ChangeEntry) {
  return (
    <a href={pageOfChange(entry)}>
      <Text value={inWords(entry.action)} fold={80} isCut />
    </a>
  );
}

function Who({ who, roles }: ChangeEntry) {
  return (
    <>
      <Text value={who} fold={80} /> {roles.length > 0 && <span class="hint">{roles.join(", ")}</span>}
    </>
  );
}
