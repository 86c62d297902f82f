import type { Reply } from "../../api/types";
import { counted } from "../../parts/counted";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { exact } from "../../parts/time";

type Report = Reply<"/api/audit/verify", "get">;
type Problem = Report["problems"][number];

const kinds: Record<string, string> = {
  broken: "changed",
  truncated: "missing",
  reordered: "moved",
  forked: "written twice",
  unknown_key: "unknown key",
  unreadable: "unreadable",
};

const columns: Column<Problem>[] = [
  { head: "Kind", cell: each => kinds[each.kind] ?? each.kind },
  { head: "Where", cell: each => <Text value={each.where} fold={120} />, isName: true },
  { head: "Block", cell: each => each.block.toLocaleString("en"), isNumber: true },
  { head: "What was found", cell: each => <Text value={each.what} fold={400} /> },
];

/** What a verification has checked and found. */
export function VerifyReport({ report, what, at }: { report: Report; what: string; at: Date }) {
  const { ok, records, chains, problems, checkpoints, unfinishedBlocks, blocksNotYetCheckpointed } = report;
  return (
    <>
      <div class={`note ${ok ? "good" : "problem"}`}>
        <strong>
          {ok
            ? "✓ The log is whole"
            : `✕ ${problems.length === 1 ? "One problem" : `${problems.length.toLocaleString("en")} problems`} found`}
        </strong>
        <p>
          Checked at {exact(at)}, {what}: {counted(records, "record")} in {counted(chains, "chain")}
          {checkpoints !== undefined && `, against ${counted(checkpoints, "signed checkpoint")}`}.
        </p>
        {blocksNotYetCheckpointed ? (
          <p>{counted(blocksNotYetCheckpointed, "block")} of the latest are not covered by a checkpoint yet.</p>
        ) : null}
        {unfinishedBlocks ? (
          <p>{counted(unfinishedBlocks, "block")} left behind by a process that stopped; nothing in them was answered.</p>
        ) : null}
      </div>
      {problems.length > 0 && (
        <Table
          label="Problems of the log"
          rows={problems}
          columns={columns}
          keyOf={each => `${each.kind} ${each.writer} ${each.block} ${each.where} ${each.what}`}
        />
      )}
    </>
  );
}
