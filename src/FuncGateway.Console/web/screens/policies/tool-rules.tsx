import { useMemo, useRef, useState } from "preact/hooks";
import { type ButtonChoice, hasPlainName } from "../../editor/choose";
import { type PolicyDocument, readDocument, ruleOf, type ToolRule } from "../../editor/rules";
import { Badge, ClassBadge } from "../../parts/badges";
import { TextField } from "../../parts/field";
import { Pages } from "../../parts/pages";
import { Empty } from "../../parts/states";
import { Text } from "../../parts/text";
import type { Tool } from "./live";
import { labelOf, RuleChoiceButtons } from "./rule-choice";

interface ToolRulesProps {
  server: string;
  tools: readonly Tool[] | null;
  text: string;
  isReadOnly: boolean;
  /** The tool that is shown at first. */
  tool: string | undefined;
  onChoose: (tool: string, choice: ButtonChoice) => void;
  /** Shows a rule in the text. */
  onShow: (path: readonly string[]) => void;
}

const filteredFrom = 8;

/** The server's tools, each with what the policy says about it. */
export function ToolRules({ server, tools, text, isReadOnly, tool, onChoose, onShow }: ToolRulesProps) {
  const [filter, setFilter] = useState(tool ?? "");
  const read = useMemo(() => readDocument(text), [text]);
  const last = useRef<PolicyDocument | null>(null);
  if (typeof read !== "string") {
    last.current = read;
  }
  // While the text is being written, the rules stay as they were, without their buttons.
  const document = last.current;
  const shown = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return (tools ?? []).filter(each => each.name.toLowerCase().includes(wanted) || each.class.includes(wanted));
  }, [tools, filter]);

  if (tools === null) {
    return (
      <Empty>
        The tools of this server are not known yet. <a href={`/ui/servers/${encodeURIComponent(server)}/tools`}>Scan it</a> to choose rules
        by tool; the JSON can be written without it.
      </Empty>
    );
  }
  if (tools.length === 0) {
    return <Empty>The server has no tools.</Empty>;
  }
  return (
    <>
      {tools.length > filteredFrom && <TextField label="Find a tool by name or class" type="search" value={filter} onChange={setFilter} />}
      <p class={typeof read === "string" ? "note warn" : "unseen"} role="status">
        {typeof read === "string" && read}
      </p>
      {document?.hasRulesForAll && <p class="hint">The rules under all_tools apply to every tool, too.</p>}
      {shown.length === 0 && <Empty>No tool has this in its name or class.</Empty>}
      <Pages items={shown} label="Tools">
        {page => (
          <ul class="tool-rules">
            {page.map(each => (
              <Row
                key={each.name}
                tool={each}
                rule={document && ruleOf(document, each.name)}
                isReadOnly={isReadOnly}
                isDisabled={typeof read === "string"}
                onChoose={choice => onChoose(each.name, choice)}
                onShow={() => onShow(document ? placeOf(document, each.name) : [])}
              />
            ))}
          </ul>
        )}
      </Pages>
    </>
  );
}

interface RowProps {
  tool: Tool;
  /** Null if the text never was a document. */
  rule: ToolRule | null;
  isReadOnly: boolean;
  isDisabled: boolean;
  onChoose: (choice: ButtonChoice) => void;
  onShow: () => void;
}

function Row({ tool, rule, isReadOnly, isDisabled, onChoose, onShow }: RowProps) {
  return (
    <li>
      <div class="tool-name">
        <strong>
          <Text value={tool.name} fold={80} />
        </strong>
        <ClassBadge toolClass={tool.class} certain={tool.certain} />
        {tool.state !== "accepted" && <Badge tone="warn" sign="!" label={tool.state} />}
        {rule && rule.source !== "default" && (
          <button type="button" class="fold" onClick={onShow}>
            Show <span class="unseen">the rule of {tool.name} </span>in the JSON
          </button>
        )}
      </div>
      {rule && !isReadOnly && (
        <RuleChoiceButtons tool={tool.name} rule={rule} isDisabled={isDisabled} onChoose={onChoose} onShow={onShow} />
      )}
      {rule && isReadOnly && <Badge tone="plain" label={labelOf(rule.choice)} />}
      {rule && <Explanation rule={rule} />}
      {!hasPlainName(tool.name) && (
        <p class="hint">A rule would read the * in its name as a pattern. Write one in the JSON that meets no other tool.</p>
      )}
    </li>
  );
}

function Explanation({ rule }: { rule: ToolRule }) {
  if (rule.source === "default") {
    return <p class="hint">By default: no rule names it.</p>;
  }
  return (
    <>
      {rule.limit && <p class="hint">{rule.limit}.</p>}
      {rule.pattern !== undefined && (
        <p class="hint">
          {rule.source === "hidePattern" ? "Hidden by the pattern " : "By the pattern "}
          <code>
            <Text value={rule.pattern} fold={80} />
          </code>
          {rule.source === "hidePattern" && ", which only the JSON can change"}.
        </p>
      )}
    </>
  );
}

function placeOf(document: PolicyDocument, tool: string): string[] {
  const rule = ruleOf(document, tool);
  return rule.choice === "hide" && (rule.source === "hidePattern" || rule.source === "name")
    ? ["hide", String(document.hide.indexOf(rule.pattern ?? tool))]
    : ["tools", rule.pattern ?? tool];
}
