import { Badge, ClassBadge, VerdictBadge } from "../../parts/badges";
import { counted } from "../../parts/counted";
import { Empty, ProblemNote } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { addressOf, type Tool } from "./model";
import type { PolicyColumn } from "./policy-column";
import { argumentsOf } from "./schema";
import type { ServerCalls } from "./tool-calls";
import { filtered, type ToolFilter, ToolFilterFields } from "./tool-filter";

interface ToolListProps {
  server: string;
  tools: readonly Tool[];
  /** Undefined until they are known. */
  calls: ServerCalls | undefined;
  filter: ToolFilter;
  column: PolicyColumn | undefined;
}

/** The tools of a server that the filter lets through. */
export function ToolList({ server, tools, calls, filter, column }: ToolListProps) {
  if (tools.length === 0) {
    return <Empty>This server has no tools.</Empty>;
  }
  const shown = filtered(tools, filter);
  return (
    <>
      <ToolFilterFields filter={filter} column={column} />
      {column?.problem && <ProblemNote problem={column.problem} onRetry={column.refresh} />}
      <p role="status" class="hint">
        {shown.length === tools.length ? `${tools.length} tools` : `${shown.length} of ${tools.length} tools`}
      </p>
      {shown.length === 0 ? (
        <Empty>No tool matches the filter.</Empty>
      ) : (
        <Table
          label="Tools"
          rows={shown}
          keyOf={tool => tool.name}
          columns={[
            {
              head: "Tool",
              isName: true,
              cell: tool => (
                <a href={addressOfTool(server, tool.name)}>
                  <Text value={tool.name} fold={120} isCut />
                </a>
              ),
            },
            { head: "Class", cell: tool => <ClassBadge toolClass={tool.class} certain={tool.certain} /> },
            ...(column ? [{ head: `Under ${column.policy}`, cell: (tool: Tool) => <Verdict column={column} tool={tool.name} /> }] : []),
            { head: "State", cell: tool => <StateBadge state={tool.state} /> },
            { head: "Findings", cell: tool => <Findings tool={tool} /> },
            { head: "Arguments", cell: tool => <Arguments tool={tool} /> },
            {
              head: "Calls in 24 h",
              isNumber: true,
              cell: tool => (calls ? (calls.byTool.get(tool.name)?.calls ?? 0).toLocaleString("en") : "…"),
            },
          ]}
        />
      )}
      {calls && calls.leftOut > 0 && <p class="hint">Calls of {calls.leftOut} grants that use this server less are not counted.</p>}
    </>
  );
}

function Verdict({ column, tool }: { column: PolicyColumn; tool: string }) {
  const found = column.verdicts?.get(tool);
  return found ? (
    <>
      <VerdictBadge verdict={found.verdict} />
      {found.conditions.length > 0 && <span class="hint"> depends on arguments</span>}
      {found.limits.length > 0 && <span class="hint"> within limits</span>}
    </>
  ) : (
    <span>{column.verdicts || column.problem ? "not known" : "…"}</span>
  );
}

export function addressOfTool(server: string, tool: string): string {
  return `${addressOf(server)}?tool=${encodeURIComponent(tool)}`;
}

export function StateBadge({ state }: { state: Tool["state"] }) {
  switch (state) {
    case "accepted":
      return <Badge tone="good" sign="✓" label="accepted" />;
    case "new":
      return <Badge tone="warn" sign="+" label="new" />;
    case "changed":
      return <Badge tone="warn" sign="≠" label="changed" />;
  }
}

const levels = [
  ["error", "bad", "✕"],
  ["warning", "warn", "!"],
  ["note", "info", "i"],
] as const;

function Findings({ tool }: { tool: Tool }) {
  const counts = levels.map(([level, tone, sign]) => ({
    level,
    tone,
    sign,
    count: tool.findings.filter(each => each.level === level).length,
  }));
  const present = counts.filter(each => each.count > 0);
  return present.length === 0 ? (
    <span>none</span>
  ) : (
    <span class="badges">
      {present.map(({ level, tone, sign, count }) => (
        <Badge key={level} tone={tone} sign={sign} label={counted(count, level)} />
      ))}
    </span>
  );
}

function Arguments({ tool }: { tool: Tool }) {
  const found = argumentsOf(tool.definition);
  const required = found.filter(each => each.isRequired).length;
  return <span>{found.length === 0 ? "none" : `${found.length}, ${required} required`}</span>;
}
