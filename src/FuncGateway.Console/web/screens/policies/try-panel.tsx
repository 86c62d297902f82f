import { useId, useState } from "preact/hooks";
import { syntaxFinding } from "../../editor/findings";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import type { Command } from "../../parts/commands";
import { Field } from "../../parts/field";
import { ProblemNote } from "../../parts/states";
import { useApi } from "../../session/session";
import { ArgumentForm } from "./argument-form";
import { fieldsOf, mistakeInArguments, parseArguments, writeArguments } from "./argument-text";
import type { Tool } from "./live";
import { type Trial, TrialResult } from "./trial-result";

interface TryPanelProps {
  server: string;
  tools: readonly Tool[];
  tool: string | undefined;
  text: string;
  /** The command for a call, whose arguments are null if they are not known; null if the text is not the one in force. */
  command: ((tool: string, args: Record<string, unknown> | null) => Command) | null;
  onShow: (pointer: string) => void;
}

/** Decides a single call under the text in the editor. Nothing is called. */
export function TryPanel({ server, tools, tool, text, command, onShow }: TryPanelProps) {
  const api = useApi();
  const list = useId();
  const [name, setName] = useState(tool ?? tools[0]?.name ?? "");
  const [values, setValues] = useState<Record<string, string>>({});
  const [mistakes, setMistakes] = useState<Record<string, string>>({});
  const [written, setWritten] = useState<string | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const known = tools.find(each => each.name === name);
  const fields = fieldsOf((known?.definition as { inputSchema?: unknown } | undefined)?.inputSchema);
  const isJson = written !== null || !known;
  const mistake = isJson ? mistakeInArguments(written ?? "{}") : null;

  const sent = isJson ? (written ?? "{}") : writeArguments(fields, values);

  const action = useAction(async () => {
    if (typeof sent !== "string" || mistake) {
      setMistakes(typeof sent === "string" ? {} : sent);
      setTrial(null);
      return;
    }
    setMistakes({});
    const call = `{"name":${JSON.stringify(name)},"arguments":${sent}}`;
    const body = `{"server":${JSON.stringify(server)},"policy":${text},"call":${call}}`;
    setTrial({ ...(await api.postText("/api/policies/try", body)), name, text });
  });

  function choose(next: string) {
    setName(next);
    setValues({});
    setMistakes({});
    setWritten(null);
  }

  function switchToJson() {
    const sent = writeArguments(fields, values);
    setWritten(written === null ? (typeof sent === "string" ? sent : "{}") : null);
  }

  const isDocument = syntaxFinding(text) === null;
  return (
    <form
      class="try"
      onSubmit={event => {
        event.preventDefault();
        void action.run();
      }}
    >
      <p class="hint">Shows how the text in the editor would decide a call. Nothing is called, counted or kept.</p>
      <Field label="Tool" hint={known || name === "" ? undefined : "The server has no tool of this name; it is judged all the same."}>
        {ids => (
          <input
            {...ids}
            list={list}
            value={name}
            autoComplete="off"
            spellcheck={false}
            required
            onInput={event => choose(event.currentTarget.value)}
          />
        )}
      </Field>
      <datalist id={list}>
        {tools.map(each => (
          <option key={each.name} value={each.name} />
        ))}
      </datalist>
      <fieldset>
        <legend>Arguments</legend>
        {known && (
          <label>
            <input type="checkbox" checked={written !== null} onChange={switchToJson} /> Write them as JSON
          </label>
        )}
        {isJson ? (
          <Field label="Arguments as JSON" hint={mistake ? <strong class="mistake">{mistake}</strong> : undefined}>
            {ids => (
              <textarea
                {...ids}
                rows={5}
                spellcheck={false}
                aria-invalid={mistake !== null}
                value={written ?? "{}"}
                onInput={event => setWritten(event.currentTarget.value)}
              />
            )}
          </Field>
        ) : (
          <>
            {fields.length > 0 && <p class="hint">Empty fields are not sent.</p>}
            <ArgumentForm
              fields={fields}
              values={values}
              mistakes={mistakes}
              onChange={(field, value) => setValues(before => ({ ...before, [field]: value }))}
            />
          </>
        )}
      </fieldset>
      <div class="buttons">
        <button type="submit" class="main" disabled={action.isRunning || !isDocument}>
          Try
        </button>
        {!isDocument && <span class="hint">The text in the editor is not JSON at the moment.</span>}
      </div>
      {action.problem && <ProblemNote problem={action.problem} />}
      <div role="status">
        {trial && <TrialResult trial={trial} isOutdated={trial.text !== text || trial.name !== name} onShow={onShow} />}
      </div>
      {command && <CommandLine command={command(name, typeof sent === "string" ? parseArguments(sent) : null)} />}
    </form>
  );
}
