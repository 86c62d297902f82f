import { useState } from "preact/hooks";
import type { Reply } from "../../api/types";
import { counted } from "../../parts/counted";
import { Empty } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Tabs } from "../../parts/tabs";
import { Text } from "../../parts/text";
import { Exact, Time } from "../../parts/time";
import { Verdicts } from "../../parts/verdicts";

type Usage = Reply<"/api/grants/{grant}/usage", "get">;
type Period = Usage["lastHour"];
type ToolUsage = Period["tools"][number];

const tabs = [
  ["lastHour", "Hour"],
  ["last24Hours", "24 hours"],
  ["last7Days", "7 days"],
] as const;

/** The calls of a grant by tool and rule. */
export function GrantUsage({ usage }: { usage: Usage }) {
  const [tab, setTab] = useState<string>("last24Hours");
  const period = tab === "lastHour" ? usage.lastHour : tab === "last7Days" ? usage.last7Days : usage.last24Hours;
  return (
    <Tabs label="Period" tabs={tabs} selected={tab} onSelect={setTab}>
      <UsagePeriod period={period} />
    </Tabs>
  );
}

function UsagePeriod({ period }: { period: Period }) {
  if (period.calls === 0) {
    return (
      <Empty>
        No calls since <Exact at={period.from} />.
      </Empty>
    );
  }
  return (
    <>
      <p>
        {counted(period.calls, "call")} since <Exact at={period.from} />: <Verdicts counts={period.verdicts} />
      </p>
      <Table label="Calls by tool and rule" rows={period.tools} columns={columns} keyOf={keyOf} />
    </>
  );
}

const columns: Column<ToolUsage>[] = [
  { head: "Tool", isName: true, cell: each => (each.tool !== null ? <Text value={each.tool} fold={80} /> : <code>{each.method}</code>) },
  { head: "Server", cell: each => <Text value={each.server} /> },
  { head: "Rule", cell: each => (each.rule !== null ? <Text value={each.rule} fold={120} /> : "none") },
  { head: "Calls", isNumber: true, cell: each => each.calls.toLocaleString("en") },
  { head: "Verdicts", cell: each => <Verdicts counts={each.verdicts} /> },
  { head: "Last", cell: each => <Time at={each.lastUsed} /> },
];

function keyOf(each: ToolUsage): string {
  return JSON.stringify([each.server, each.tool, each.method, each.rule]);
}
