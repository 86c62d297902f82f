import { ClassBadge } from "../../parts/badges";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { TimeLeft } from "./time-left";
import { type ListedApproval, pageOf } from "./words";

const columns: Column<ListedApproval>[] = [
  { head: "Call", cell: ToolLink, isName: true },
  { head: "Who asks", cell: each => <Text value={each.grantLabel} fold={80} /> },
  { head: "Server", cell: each => <Text value={each.server} fold={80} /> },
  { head: "Rule", cell: RuleLink },
  { head: "Asked", cell: each => <Time at={each.createdAt} /> },
  { head: "Time left", cell: each => <TimeLeft until={each.expiresAt} /> },
];

export function InboxTable({ approvals }: { approvals: readonly ListedApproval[] }) {
  return <Table label="Approvals that wait" rows={approvals} columns={columns} keyOf={each => each.id} />;
}

/** The tool, with its class, as a link to the approval's page. */
export function ToolLink({ id, tool, toolClass }: ListedApproval) {
  return (
    <>
      <a href={pageOf(id)}>
        <Text value={tool} fold={80} isCut />
      </a>{" "}
      {toolClass && <ClassBadge toolClass={toolClass} />}
    </>
  );
}

export function RuleLink({ server, policy, policyRevision, rule }: ListedApproval) {
  return (
    <>
      <code>
        <Text value={rule} fold={120} />
      </code>{" "}
      <span class="hint">
        <a href={`/ui/servers/${encodeURIComponent(server)}/policies/${encodeURIComponent(policy)}`}>
          <Text value={policy} fold={60} isCut />
        </a>
        , revision {policyRevision}
      </span>
    </>
  );
}
