import { Choice, Field } from "../../parts/field";
import type { ServerDraft } from "./draft";

interface RecordingFieldsProps {
  draft: ServerDraft;
  onChange: (change: Partial<ServerDraft>) => void;
}

/** Whether the arguments of calls are recorded, and for how long. */
export function RecordingFields({ draft, onChange }: RecordingFieldsProps) {
  return (
    <>
      <Choice
        label="Arguments of calls"
        value={draft.recordArguments}
        onChange={value => onChange({ recordArguments: value === "sealed" ? "sealed" : "none" })}
        options={[
          ["none", "Not recorded"],
          ["sealed", "Recorded, encrypted"],
        ]}
        hint="With recorded arguments, a replay of the traffic under another policy is exact. Nobody can read them here. The audit log has their names either way."
      />
      {draft.recordArguments === "sealed" && (
        <Field label="Days that arguments are kept">
          {ids => (
            <input
              {...ids}
              type="number"
              min={1}
              max={30}
              step={1}
              required
              value={draft.recordArgumentsDays}
              onInput={event => onChange({ recordArgumentsDays: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
