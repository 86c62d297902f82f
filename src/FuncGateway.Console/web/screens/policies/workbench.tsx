import { useCallback, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type ButtonChoice, choose } from "../../editor/choose";
import { CodeEditor } from "../../editor/code-editor";
import type { EditorControl } from "../../editor/control";
import { findingSpan } from "../../editor/findings";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { LeavingGuard } from "../../parts/leaving";
import { pointerOf } from "../../parts/pointer";
import { Text } from "../../parts/text";
import { useSession } from "../../session/session";
import { AboutTabs } from "./about-tabs";
import { Conflict } from "./conflict";
import { FindingList } from "./finding-list";
import type { PolicyName, Tool } from "./live";
import { PresetButtons } from "./preset-buttons";
import { PublishDialog } from "./publish";
import { RetireButton } from "./retire";
import { RevisionFacts } from "./revision-facts";
import { newsOf } from "./rule-news";
import type { Start } from "./start";
import { StatusNote } from "./status-note";
import { ToolRules } from "./tool-rules";
import type { TrialCall } from "./trial-call";
import { useCheck } from "./use-check";
import { usePolicyText } from "./use-policy-text";
import { Verification } from "./verification";

interface WorkbenchProps {
  name: PolicyName;
  start: Start;
  /** The tool that is looked at first. */
  tool: string | undefined;
  /** The revision that is looked at first. */
  revision: number | null;
}

/** The editor of a policy: rules by tool, the JSON, and below what can be found out about it. */
export function Workbench({ name, start, tool, revision }: WorkbenchProps) {
  const mayWrite = useSession().may("writePolicies");
  const { route } = useLocation();
  const control = useRef<EditorControl>(null);
  const policy = usePolicyText(name, start, control);
  const check = useCheck(name.server, policy.settled);
  const [opened, setOpened] = useState({
    call: { kind: "tool", name: tool ?? start.tools?.[0]?.name ?? "", arguments: "{}" } as TrialCall,
    count: 0,
  });
  const [tab, setTab] = useState<string>(revision === null ? "try" : "history");
  const [isPublishing, setPublishing] = useState(false);
  const [message, setMessage] = useState("");
  const [ruleNews, setRuleNews] = useState("");
  const { base, isDirty, text, settled, setText } = policy;
  const isLive = base !== null && !isDirty;
  const show = (pointer: string) => control.current?.goToPointer(pointer);

  function tryCall(call: TrialCall) {
    setOpened(({ count }) => ({ call, count: count + 1 }));
    setTab("try");
  }

  // What was said before is about another text.
  const onChange = useCallback(
    (next: string) => {
      setText(next);
      setMessage("");
      setRuleNews("");
    },
    [setText],
  );

  function chooseRule(chosen: string, choice: ButtonChoice) {
    if (!control.current) {
      return;
    }
    const result = choose(control.current.text, chosen, choice);
    control.current.apply(result.edits);
    // Applying them is a change of the text, which clears what was said before.
    setRuleNews(newsOf(result, choice));
    control.current.reveal(choice === "hide" ? "/hide" : pointerOf(["tools", chosen]));
  }

  async function published(number: number) {
    await policy.published(number);
    setPublishing(false);
    setMessage(`Published as revision ${number}.`);
  }

  async function restored(number: number, from: number) {
    const keeps = isDirty;
    await (keeps ? policy.rebase() : policy.reload());
    setMessage(`Revision ${from} was restored as revision ${number}.${keeps ? " Your text in the editor was kept." : ""}`);
  }

  return (
    <>
      <RevisionFacts base={base} isDraft={text === start.draft?.text} isDirty={isDirty} />
      {policy.isOutdated && (
        <Conflict
          newest={policy.revisions.data?.[0]}
          base={base?.revision ?? null}
          isDirty={isDirty}
          onCompare={async () => {
            await policy.rebase();
            setTab("changes");
          }}
          onReload={policy.reload}
        />
      )}
      <StatusNote message={message} />
      {mayWrite ? (
        <div class="buttons">
          <PresetButtons
            server={name.server}
            isDirty={isDirty}
            onReplace={(preset, label) => {
              control.current?.replace(preset);
              setMessage(`The text is now the preset ${label}. It is not published.`);
            }}
          />
          <span class="spring" />
          <button
            type="button"
            class="main"
            disabled={(base !== null && !isDirty) || policy.isOutdated}
            onClick={() => setPublishing(true)}
          >
            Publish …
          </button>
          {base && (
            <RetireButton
              name={name}
              live={base}
              onRetired={() => {
                policy.drop();
                route(`/ui/servers/${encodeURIComponent(name.server)}/policies`);
              }}
            />
          )}
        </div>
      ) : (
        <p class="note">You can look at this policy and try calls. The roles Admin and PolicyManager can change it.</p>
      )}
      <div class="policy-panes">
        <section aria-labelledby="rules-by-tool">
          <h2 id="rules-by-tool">Rules by tool</h2>
          <div class="pane">
            <ToolRules
              server={name.server}
              tools={start.tools}
              text={settled}
              isReadOnly={!mayWrite}
              tool={tool}
              onChoose={chooseRule}
              onShow={path => show(pointerOf(path))}
            />
          </div>
          <p role="status" class={ruleNews ? "note" : "unseen"}>
            <Text value={ruleNews} />
          </p>
        </section>
        <section aria-labelledby="policy-json">
          <div class="pane-head">
            <h2 id="policy-json">JSON</h2>
            {mayWrite && (
              <>
                <button type="button" class="quiet" onClick={() => control.current?.undo()}>
                  Undo
                </button>
                <button type="button" class="quiet" onClick={() => control.current?.redo()}>
                  Redo
                </button>
              </>
            )}
          </div>
          <div class="pane">
            <CodeEditor
              text={text}
              label={`Document of the policy ${name.policy}, JSON`}
              isReadOnly={!mayWrite}
              onChange={onChange}
              findings={check.findings}
              tools={knownTools(start.tools)}
              control={control}
            />
          </div>
          <FindingList check={check} text={text} onGo={finding => control.current?.goTo(findingSpan(text, finding))} />
          <Verification server={name.server} text={settled} check={check} onShow={show} onTry={tryCall} />
        </section>
      </div>
      <AboutTabs
        name={name}
        start={start}
        policy={policy}
        check={check}
        call={opened.call}
        calls={opened.count}
        tab={tab}
        revision={revision}
        onTab={setTab}
        onTry={tryCall}
        onShow={show}
        onTake={proposal => {
          control.current?.replace(proposal);
          setMessage("The text is now the proposal. It is not published.");
        }}
        onRestored={restored}
      />
      <CommandLine command={fgw.policyVerify(name.server, name.policy, !isLive)} />
      {mayWrite && (isDirty || !base) && <CommandLine command={fgw.policyPublish(name.server, name.policy)} />}
      {isPublishing && (
        <PublishDialog
          name={name}
          text={text}
          base={base}
          check={check}
          onPublished={published}
          onOutdated={() => {
            setPublishing(false);
            policy.setOutdated();
            policy.revisions.refresh();
          }}
          onClose={() => setPublishing(false)}
        />
      )}
      <LeavingGuard asks={isDirty} title="Leave without publishing?" leave="Leave and drop the text" onLeave={policy.drop}>
        The text in the editor is not published. If you leave, it is lost.
      </LeavingGuard>
    </>
  );
}

function knownTools(tools: readonly Tool[] | null) {
  return (tools ?? []).map(({ name, definition }) => ({ name, inputSchema: (definition as { inputSchema?: unknown }).inputSchema }));
}
