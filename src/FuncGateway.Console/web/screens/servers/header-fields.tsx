import { TextField } from "../../parts/field";
import { type HeaderDraft, newHeader, stored } from "./draft";

/** How requests to the server are authenticated: not at all, or by headers. */
export function HeaderFields({ headers, onChange }: { headers: HeaderDraft[]; onChange: (headers: HeaderDraft[]) => void }) {
  const change = (changed: HeaderDraft) => onChange(headers.map(header => (header.key === changed.key ? changed : header)));
  return (
    <fieldset>
      <legend>Authentication</legend>
      <p class="hint">
        {headers.length === 0
          ? "None: requests to the server carry no credential."
          : "Sent to the server with every request, and only to it."}
      </p>
      {headers.map((header, index) => (
        <div key={header.key} class="pair">
          <TextField
            label={`Header ${index + 1}`}
            value={header.name}
            required
            maxLength={128}
            onChange={name => change({ ...header, name })}
          />
          <TextField
            label={`Value of header ${index + 1}`}
            type={isSecret(header.value) ? "password" : "text"}
            value={header.value}
            required
            onChange={value => change({ ...header, value })}
            hint={hintOf(header.value)}
          />
          <button type="button" onClick={() => onChange(headers.filter(each => each !== header))}>
            Remove <span class="unseen">header {index + 1}</span>
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...headers, newHeader(headers.length === 0 ? "Authorization" : "")])}>
        Add a header
      </button>
    </fieldset>
  );
}

// A reference names a secret and is none itself.
function isSecret(value: string): boolean {
  return value !== "" && value !== stored && !value.startsWith("@");
}

function hintOf(value: string): string {
  return value === stored
    ? "A value is stored. Leave it to keep it."
    : "The whole value, such as 'Bearer …': it is stored encrypted and not shown again. Or @secret:NAME, which names a secret that contains it.";
}
