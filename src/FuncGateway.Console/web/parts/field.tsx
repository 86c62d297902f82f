import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  /** Gets the id for the control and that of the hint. */
  children: (ids: { id: string; "aria-describedby": string | undefined }) => ComponentChildren;
}

/** A labelled control with a hint below. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": hint ? `${id}-hint` : undefined })}
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

export function TextField({ label, value, onChange, hint, type = "text", ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {ids => {
        const input = { ...ids, ...rest, type, value, autoComplete: "off", spellcheck: false } as InputHTMLAttributes;
        return <input {...input} onInput={event => onChange(event.currentTarget.value)} />;
      }}
    </Field>
  );
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
