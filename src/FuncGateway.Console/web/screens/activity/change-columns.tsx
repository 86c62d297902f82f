import type { Column } from "../../parts/table";
import { Text } from "../../parts/text";
import type { ChangeEntry } from "./model";
import { OutcomeText } from "./outcome-text";
import { When } from "./when";

export const changeColumns: Column<ChangeEntry>[] = [
  { head: "When", cell: each => <When at={each.at} /> },
  { head: "Who", cell: Who },
  { head: "Action", cell: each => <Text value={inWords(each.action)} fold={80} />, isName: true },
  { head: "What", cell: each => <Text value={each.target} fold={120} /> },
  { head: "Fields", cell: each => <Text value={each.fields?.join(", ") ?? ""} fold={120} /> },
  { head: "Result", cell: each => <Text value={each.result ?? ""} fold={80} /> },
  { head: "Outcome", cell: each => <OutcomeText outcome={each.outcome} count={each.count} status={each.status} /> },
];

function Who({ who, roles }: ChangeEntry) {
  return (
    <>
      <Text value={who} fold={80} /> {roles.length > 0 && <span class="hint">{roles.join(", ")}</span>}
    </>
  );
}

/** The name of an operation as words: `mintGrant` is `mint grant`. */
function inWords(action: string): string {
  return action.replace(/(?<=[a-z])[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
