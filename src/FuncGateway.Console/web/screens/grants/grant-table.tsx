import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { AccessList } from "./access-list";
import type { ListedGrant } from "./all-grants";
import { GrantState } from "./grant-state";
import { LastUsed } from "./last-used";

const columns: Column<ListedGrant>[] = [
  {
    head: "Label",
    isName: true,
    cell: grant => (
      <a href={`/ui/grants/${encodeURIComponent(grant.id)}`}>
        <Text value={grant.label} fold={100} isCut />
      </a>
    ),
  },
  { head: "Servers and policies", cell: grant => <AccessList access={grant.access} /> },
  { head: "State", cell: grant => <GrantState state={grant.state} /> },
  { head: "Last used", cell: grant => <LastUsed at={grant.lastUsed} createdAt={grant.createdAt} /> },
  { head: "Calls in 24 h", isNumber: true, cell: grant => grant.callsLast24Hours.toLocaleString("en") },
  { head: "Expires", cell: grant => <Time at={grant.expiresAt} /> },
];

export function GrantTable({ grants }: { grants: readonly ListedGrant[] }) {
  return <Table label="Grants" rows={grants} columns={columns} keyOf={grant => grant.id} />;
}
