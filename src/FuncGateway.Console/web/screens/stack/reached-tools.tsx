import { ClassBadge, VerdictBadge } from "../../parts/badges";
import { Empty } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { addressOfTool, StateBadge } from "../servers/tool-list";
import type { ReachedTool } from "./model";

/** The tools of a grant with what its policies say about every call of them. */
export function ReachedTools({ tools, all }: { tools: readonly ReachedTool[]; all: number }) {
  if (tools.length === 0) {
    return <Empty>{all === 0 ? "No tool is known." : "No tool matches the filter."}</Empty>;
  }
  return (
    <Table
      label="Tools of the grant"
      rows={tools}
      keyOf={tool => `${tool.server} ${tool.name}`}
      columns={[
        {
          head: "Tool",
          isName: true,
          cell: tool => (
            <a href={addressOfTool(tool.server, tool.name)}>
              <Text value={tool.name} fold={120} isCut />
            </a>
          ),
        },
        { head: "Server", cell: tool => tool.server },
        { head: "Class", cell: tool => <ClassBadge toolClass={tool.class} /> },
        { head: "Verdict", cell: tool => <VerdictBadge verdict={tool.verdict} /> },
        { head: "Rule", cell: tool => <Pointer text={tool.rule} /> },
        { head: "Depends on arguments", cell: tool => <Pointers texts={tool.conditions} /> },
        { head: "Limits", cell: tool => <Limits limits={tool.limits} /> },
        { head: "Definition", cell: tool => <StateBadge state={tool.state} /> },
      ]}
    />
  );
}

function Pointer({ text }: { text: string }) {
  return (
    <code>
      <Text value={text} fold={160} />
    </code>
  );
}

function Pointers({ texts }: { texts: readonly string[] }) {
  return texts.length === 0 ? (
    <span>no</span>
  ) : (
    <ul class="plain">
      {texts.map(text => (
        <li key={text}>
          <Pointer text={text} />
        </li>
      ))}
    </ul>
  );
}

function Limits({ limits }: { limits: ReachedTool["limits"] }) {
  return limits.length === 0 ? (
    <span>none</span>
  ) : (
    <ul class="plain">
      {limits.map(limit => (
        <li key={limit.rule}>
          {limit.max.toLocaleString("en")} {inWindow(limit.window)},{" "}
          {limit.scope === "server" ? "shared by all grants of the server" : "for this grant"}
        </li>
      ))}
    </ul>
  );
}

function inWindow(window: string): string {
  return /^\d+$/.test(window) ? `in ${window} s` : `${window === "hour" ? "an" : "a"} ${window}`;
}
