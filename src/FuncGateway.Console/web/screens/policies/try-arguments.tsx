import { Field } from "../../parts/field";
import { ArgumentForm } from "./argument-form";
import type { TrialForm } from "./use-trial-form";

/** The arguments of the call to try: a form where the tool has one, or JSON. */
export function TryArguments({ form }: { form: TrialForm }) {
  const { fields, values, written, mistakes, mistake } = form;
  return (
    <fieldset>
      <legend>Arguments</legend>
      {fields && (
        <label>
          <input type="checkbox" checked={written !== null} onChange={form.switchToJson} /> Write them as JSON
        </label>
      )}
      {written !== null || !fields ? (
        <Field label="Arguments as JSON" hint={mistake ? <strong class="mistake">{mistake}</strong> : undefined}>
          {ids => (
            <textarea
              {...ids}
              rows={5}
              spellcheck={false}
              aria-invalid={mistake !== null}
              value={written ?? "{}"}
              onInput={event => form.write(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : (
        <>
          {fields.length > 0 && <p class="hint">Empty fields are not sent.</p>}
          <ArgumentForm fields={fields} values={values} mistakes={mistakes} onChange={form.setValue} />
        </>
      )}
    </fieldset>
  );
}
