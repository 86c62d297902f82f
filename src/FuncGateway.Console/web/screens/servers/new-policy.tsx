import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Choice, TextField } from "../../parts/field";
import { addressOfPolicy, idHint, idPattern, presets } from "./model";

/** Asks for the id of a policy and what it begins with, and leads to its editor. Nothing is published here. */
export function NewPolicy({ server, taken }: { server: string; taken: readonly string[] }) {
  const { route } = useLocation();
  const [id, setId] = useState("");
  const [preset, setPreset] = useState("recommended");
  const isTaken = taken.includes(id);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        if (!isTaken) {
          route(addressOfPolicy(server, id, presets.find(([name]) => name === preset)?.[0]));
        }
      }}
    >
      <TextField
        label="Id"
        value={id}
        onChange={setId}
        required
        maxLength={63}
        pattern={idPattern}
        hint={isTaken ? `There is a policy '${id}' already. Choose another id.` : idHint}
      />
      <Choice
        label="Begin with"
        value={preset}
        onChange={setPreset}
        options={[...presets.map(([name, label]) => [name, label] as const), ["", "Nothing: every call is denied"]]}
        hint={presets.find(([name]) => name === preset)?.[2]}
      />
      <div class="buttons">
        <button type="submit" class="main" disabled={isTaken}>
          Open the editor
        </button>
      </div>
    </form>
  );
}
