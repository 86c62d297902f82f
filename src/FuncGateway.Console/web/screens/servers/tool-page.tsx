import { useEffect, useRef } from "preact/hooks";
import { Badge, ClassBadge } from "../../parts/badges";
import { JsonTree } from "../../parts/json";
import { Text } from "../../parts/text";
import { addressOf, type Server, type Tool, type ToolsView } from "./model";
import { PolicyVerdicts } from "./policy-verdicts";
import { membersOf, textOf } from "./schema";
import { ToolArguments } from "./tool-arguments";
import type { ServerCalls } from "./tool-calls";
import { ToolChange } from "./tool-change";
import { ToolClassEvidence } from "./tool-class";
import { ToolFindings } from "./tool-findings";
import { addressOfTool, StateBadge } from "./tool-list";
import { ToolUse } from "./tool-use";

interface ToolPageProps {
  server: Server;
  tool: Tool;
  view: ToolsView;
  calls: ServerCalls | undefined;
  onChanged: () => void;
}

/** Everything about one tool. */
export function ToolPage({ server, tool, view, calls, onChanged }: ToolPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const title = textOf(tool.definition, "title");
  const description = textOf(tool.definition, "description");
  const annotations = membersOf(tool.definition).annotations;
  return (
    <article>
      <Steps server={server.id} tool={tool} tools={view.items} />
      <h2 ref={heading} tabIndex={-1}>
        <Text value={tool.name} />
      </h2>
      <p class="badges">
        <ClassBadge toolClass={tool.class} certain={tool.certain} />
        <StateBadge state={tool.state} />
        <Badge tone="plain" label={`risk: ${tool.risk}`} />
      </p>
      {title && (
        <p>
          <Text value={title} fold={200} />
        </p>
      )}
      <p>{description === "" ? "It has no description." : <Text value={description} lines={12} />}</p>
      {tool.state !== "accepted" && <ToolChange server={server} tool={tool} view={view} onChanged={onChanged} />}
      <ToolFindings findings={tool.findings} />
      <ToolArguments tool={tool} />
      <ToolClassEvidence server={server.id} tool={tool} onChanged={onChanged} />
      <h3>Verdict under each policy</h3>
      <p class="hint">Of a call without arguments. What a policy says about arguments, it may judge otherwise.</p>
      <PolicyVerdicts server={server.id} name={tool.name} />
      <ToolUse calls={calls?.byTool.get(tool.name)} isKnown={calls !== undefined} />
      <h3>Annotations</h3>
      {annotations === undefined ? <p>None.</p> : <JsonTree value={annotations} />}
      <h3>Definition</h3>
      <details>
        <summary>As the server lists it</summary>
        <JsonTree value={tool.definition} />
      </details>
    </article>
  );
}

function Steps({ server, tool, tools }: { server: string; tool: Tool; tools: readonly Tool[] }) {
  const at = tools.indexOf(tool);
  const [before, after] = [tools[at - 1], tools[at + 1]];
  return (
    <nav class="buttons" aria-label="Tools">
      <a href={addressOf(server)}>All tools</a>
      {before && (
        <a href={addressOfTool(server, before.name)}>
          Previous: <Text value={before.name} fold={40} isCut />
        </a>
      )}
      {after && (
        <a href={addressOfTool(server, after.name)}>
          Next: <Text value={after.name} fold={40} isCut />
        </a>
      )}
    </nav>
  );
}
