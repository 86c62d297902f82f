import { useEffect, useId, useRef, useState } from "preact/hooks";
import { syntaxFinding } from "../../editor/findings";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Choice, Field } from "../../parts/field";
import { GrantChoice } from "../../parts/grant-choice";
import { ProblemNote } from "../../parts/states";
import { useApi } from "../../session/session";
import { parseArguments } from "./argument-text";
import type { PolicyName, Tool } from "./live";
import { type Kind, kinds, type TrialCall, writeCall } from "./trial-call";
import { type Trial, TrialResult } from "./trial-result";
import { TryArguments } from "./try-arguments";
import { useTrialForm } from "./use-trial-form";

interface TryPanelProps {
  name: PolicyName;
  tools: readonly Tool[];
  /** What the form holds at first. */
  first: TrialCall;
  /** Whether the call was opened from elsewhere: it is tried at once, and gets the focus. */
  isOpened: boolean;
  text: string;
  /** Whether the text is the document in force. */
  isLive: boolean;
  onShow: (pointer: string) => void;
}

const nameHints: Record<Kind, string> = {
  tool: "The server has no tool of this name; it is judged all the same.",
  resource: "Its URI.",
  prompt: "Its name.",
};

/** Decides a single call under the text in the editor, and explains the decision. Nothing is called. */
export function TryPanel({ name: { server, policy }, tools, first, isOpened, text, isLive, onShow }: TryPanelProps) {
  const api = useApi();
  const list = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const form = useTrialForm(tools, first);
  const { kind, name, call } = form;
  const [grant, setGrant] = useState("");
  const [trial, setTrial] = useState<Trial | null>(null);

  const { run, isRunning, problem } = useAction(async () => {
    form.showMistakes();
    if (!call) {
      setTrial(null);
      return;
    }
    const caller = grant === "" ? "" : `,"grant":${JSON.stringify(grant)}`;
    const body = `{"server":${JSON.stringify(server)},"policy":${text},"call":${writeCall(call)}${caller}}`;
    setTrial({ ...(await api.postText("/api/policies/try", body)), kind, name, grant, text });
  });

  useEffect(() => {
    if (isOpened) {
      nameInput.current?.focus();
      void run();
    }
  }, [isOpened, run]);

  const isDocument = syntaxFinding(text) === null;
  const hint = kind === "tool" && (form.fields || name === "") ? undefined : nameHints[kind];
  const isOutdated = trial !== null && (trial.text !== text || trial.kind !== kind || trial.name !== name || trial.grant !== grant);
  const tried = { kind, name, args: call ? parseArguments(call.arguments) : null, grant };
  return (
    <form
      class="try"
      onSubmit={event => {
        event.preventDefault();
        void run();
      }}
    >
      <p class="hint">Shows how the text in the editor would decide a call. Nothing is called, counted or kept.</p>
      <Choice label="Kind" value={kind} options={kinds} onChange={next => form.chooseKind(next as Kind)} />
      <Field label={kinds.find(([each]) => each === kind)?.[1] ?? ""} hint={hint}>
        {ids => (
          <input
            {...ids}
            ref={nameInput}
            list={kind === "tool" ? list : undefined}
            value={name}
            autoComplete="off"
            spellcheck={false}
            required
            onInput={event => form.chooseName(event.currentTarget.value)}
          />
        )}
      </Field>
      <datalist id={list}>
        {tools.map(each => (
          <option key={each.name} value={each.name} />
        ))}
      </datalist>
      {kind !== "resource" && <TryArguments form={form} />}
      <GrantChoice
        value={grant}
        onChange={setGrant}
        server={server}
        first="None"
        hint="With a grant, what its limits have left is shown too."
      />
      <div class="buttons">
        <button type="submit" class="main" disabled={isRunning || !isDocument}>
          Try
        </button>
        {!isDocument && <span class="hint">The text in the editor is not JSON at the moment.</span>}
      </div>
      {problem && <ProblemNote problem={problem} />}
      <div role="status">
        {trial && (
          <TrialResult
            trial={trial}
            isOutdated={isOutdated}
            onShow={onShow}
            onFill={args => {
              form.fill(args);
              nameInput.current?.focus();
            }}
          />
        )}
      </div>
      <CommandLine command={fgw.policyTry(server, policy, !isLive, tried)} />
    </form>
  );
}
