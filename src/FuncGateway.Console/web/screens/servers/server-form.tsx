import type { ComponentChildren } from "preact";
import type { ApiProblem } from "../../api/problem";
import { Choice, TextField } from "../../parts/field";
import { ProblemNote } from "../../parts/states";
import { mistakeIn, type ServerDraft } from "./draft";
import { HeaderFields } from "./header-fields";
import { idHint, idPattern } from "./model";
import { RecordingFields } from "./recording-fields";
import { WebhookFields } from "./webhook-fields";

interface ServerFormProps {
  draft: ServerDraft;
  onChange: (draft: ServerDraft) => void;
  onSave: () => void;
  /** Whether the server exists, so that its id cannot change. */
  exists: boolean;
  isSaving: boolean;
  problem: ApiProblem | null;
  /** Buttons beside that for saving. */
  children?: ComponentChildren;
}

/** Everything that is set for a server. Saving asks the server what it is. */
export function ServerForm({ draft, onChange, onSave, exists, isSaving, problem, children }: ServerFormProps) {
  const set = (change: Partial<ServerDraft>) => onChange({ ...draft, ...change });
  const mistake = mistakeIn(draft);
  return (
    <form
      class="server-form"
      onSubmit={event => {
        event.preventDefault();
        onSave();
      }}
    >
      <TextField label="Name" value={draft.name} required maxLength={100} onChange={name => set({ name })} hint="Shown to people." />
      {!exists && (
        <TextField
          label="Id"
          value={draft.id}
          required
          maxLength={63}
          pattern={idPattern}
          onChange={id => set({ id })}
          hint={`Part of the address that agents use, so it cannot be changed later. ${idHint}`}
        />
      )}
      <TextField
        label="Upstream URL"
        type="url"
        value={draft.upstreamUrl}
        required
        maxLength={2048}
        placeholder="https://mcp.example.com/mcp"
        onChange={upstreamUrl => set({ upstreamUrl })}
        hint="Where the server offers MCP over streamable HTTP."
      />
      <HeaderFields headers={draft.headers} onChange={headers => set({ headers })} />
      <Choice
        label="When the definition of a tool changes"
        value={draft.onChange}
        onChange={value => set({ onChange: value === "hide" ? "hide" : "notify" })}
        options={[
          ["notify", "Notify"],
          ["hide", "Hide the tool until it is accepted"],
        ]}
        hint="A changed tool is shown under its server and reported to the webhook either way."
      />
      <div class="field">
        <label class="check">
          <input type="checkbox" checked={draft.trusted} onChange={event => set({ trusted: event.currentTarget.checked })} />
          Trust what this server says about its own tools
        </label>
        <p class="hint">Then a tool that calls itself read-only is taken as Read instead of Write. Only for servers that you trust.</p>
      </div>
      <RecordingFields draft={draft} onChange={set} />
      <WebhookFields webhook={draft.webhook} onChange={webhook => set({ webhook })} />
      {mistake && (
        <p class="note problem" role="alert">
          {mistake}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
      <div class="buttons">
        <button type="submit" class="main" disabled={isSaving || mistake !== null}>
          {exists ? "Save and check" : "Add and check"}
        </button>
        {children}
        <span role="status">{isSaving ? "Saving, and asking the server what it is …" : ""}</span>
      </div>
    </form>
  );
}
