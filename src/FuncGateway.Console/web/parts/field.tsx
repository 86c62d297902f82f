import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import { invisibleIn } from "./invisible";

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  /** Said below about what was typed. */
  warning?: ComponentChildren;
  /** Gets the id for the control and those of what describes it. */
  children: (ids: { id: string; "aria-describedby": string | undefined }) => ComponentChildren;
}

/** A labelled control with a hint below. */
export function Field({ label, hint, warning, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, warning && `${id}-warning`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": described || undefined })}
      {warning !== undefined && (
        <div role="status">
          {warning && (
            <p id={`${id}-warning`} class="note warn">
              {warning}
            </p>
          )}
        </div>
      )}
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ComponentChildren;
  type?: "text" | "url" | "password" | "date" | "datetime-local" | "search";
  required?: boolean;
  placeholder?: string;
  maxLength?: number;
  /** What the value must match as a whole. */
  pattern?: string;
}

/** A text of one line. Characters that nobody sees are named: a name with them could pass for another one. */
export function TextField({ label, value, onChange, hint, type = "text", ...rest }: TextFieldProps) {
  const invisible = invisibleIn(value);
  const warning =
    invisible.length > 0 && `This text has characters that are invisible or turn the direction of others: ${named(invisible)}.`;
  return (
    <Field label={label} hint={hint} warning={warning}>
      {ids => {
        const input = { ...ids, ...rest, type, value, autoComplete: "off", spellcheck: false } as InputHTMLAttributes;
        return <input {...input} onInput={event => onChange(event.currentTarget.value)} />;
      }}
    </Field>
  );
}

const namedAtMost = 5;

function named(characters: readonly string[]): string {
  const more = characters.length - namedAtMost;
  return characters.slice(0, namedAtMost).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Values with their labels. */
  options: readonly (readonly [string, string])[];
  hint?: ComponentChildren;
}

export function Choice({ label, value, onChange, options, hint }: ChoiceProps) {
  return (
    <Field label={label} hint={hint}>
      {ids => (
        <select {...ids} value={value} onChange={event => onChange(event.currentTarget.value)}>
          {options.map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
