import { useId } from "preact/hooks";
import { Text } from "../../parts/text";
import type { ArgumentField } from "./argument-text";

interface ArgumentFormProps {
  fields: readonly ArgumentField[];
  values: Readonly<Record<string, string>>;
  mistakes: Readonly<Record<string, string>>;
  onChange: (name: string, value: string) => void;
}

/** A form from a tool's inputSchema. */
export function ArgumentForm({ fields, values, mistakes, onChange }: ArgumentFormProps) {
  if (fields.length === 0) {
    return <p class="hint">The tool names no arguments.</p>;
  }
  return (
    <>
      {fields.map(field => (
        <ArgumentRow
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          mistake={mistakes[field.name]}
          onChange={value => onChange(field.name, value)}
        />
      ))}
    </>
  );
}

interface RowProps {
  field: ArgumentField;
  value: string;
  mistake: string | undefined;
  onChange: (value: string) => void;
}

function ArgumentRow({ field, value, mistake, onChange }: RowProps) {
  const id = useId();
  const ids = {
    id,
    "aria-describedby": `${id}-hint`,
    "aria-required": field.isRequired,
    "aria-invalid": mistake !== undefined,
    value,
  };
  return (
    <div class="field">
      <label for={id}>
        <Text value={field.name} fold={80} /> {field.isRequired && <span class="required">required</span>}
      </label>
      {control(field, ids, onChange)}
      <p id={`${id}-hint`} class="hint">
        {field.kind === "json" && "As JSON. "}
        {field.description && <Text value={field.description} fold={200} lines={12} />}
        {mistake && <strong class="mistake"> {mistake}</strong>}
      </p>
    </div>
  );
}

interface ControlProps {
  id: string;
  "aria-describedby": string;
  "aria-required": boolean;
  "aria-invalid": boolean;
  value: string;
}

function control(field: ArgumentField, props: ControlProps, onChange: (value: string) => void) {
  const choices = field.kind === "boolean" ? ["true", "false"] : field.choices;
  switch (field.kind) {
    case "boolean":
    case "choice":
      return (
        <select {...props} onChange={event => onChange(event.currentTarget.value)}>
          <option value="">(not sent)</option>
          {choices.map(each => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      );
    case "json":
      return <textarea {...props} rows={3} spellcheck={false} onInput={event => onChange(event.currentTarget.value)} />;
    default:
      return (
        <input
          {...props}
          type="text"
          inputMode={field.kind === "number" ? "decimal" : "text"}
          autoComplete="off"
          spellcheck={false}
          onInput={event => onChange(event.currentTarget.value)}
        />
      );
  }
}
