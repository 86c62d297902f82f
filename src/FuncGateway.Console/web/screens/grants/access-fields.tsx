import { useCallback, useEffect } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Field } from "../../parts/field";
import { ProblemNote } from "../../parts/states";
import { useApi } from "../../session/session";

/** A server that a grant is to reach. An empty text is not chosen yet. */
export interface AccessDraft {
  server: string;
  /** `noPolicy` if every call is to be denied. */
  policy: string;
}

/** Cannot be the id of a policy. */
export const noPolicy = "(none)";
const maxServers = 20;

export function accessOf(drafts: readonly AccessDraft[]) {
  return drafts.map(({ server, policy }) => ({ server, policy: policy === noPolicy ? null : policy }));
}

interface AccessFieldsProps {
  value: readonly AccessDraft[];
  onChange: (value: AccessDraft[]) => void;
  /** The ids of all servers. */
  servers: readonly string[];
  /** Whether only the policies can be changed. */
  policiesOnly?: boolean;
}

/** The servers that a grant reaches, each under a policy of its own. */
export function AccessFields({ value, onChange, servers, policiesOnly = false }: AccessFieldsProps) {
  const free = servers.filter(server => !value.some(each => each.server === server));
  const change = useCallback(
    (index: number, draft: AccessDraft) => onChange(value.map((each, at) => (at === index ? draft : each))),
    [value, onChange],
  );
  return (
    <>
      {value.map((draft, index) => (
        <fieldset key={index} class="filters access">
          <legend class="unseen">{draft.server ? `Access to ${draft.server}` : `Server ${index + 1}`}</legend>
          <Select
            label="Server"
            value={draft.server}
            options={draft.server ? [draft.server, ...free] : free}
            placeholder="Choose a server"
            isFixed={policiesOnly}
            onChange={server => change(index, { server, policy: "" })}
          />
          <PolicyField draft={draft} index={index} onChange={change} />
          {value.length > 1 && !policiesOnly && (
            <button type="button" class="quiet" onClick={() => onChange(value.filter((_, at) => at !== index))}>
              Remove <span class="unseen">{draft.server || `server ${index + 1}`}</span>
            </button>
          )}
        </fieldset>
      ))}
      {!policiesOnly && free.length > 0 && value.length < maxServers && value.every(each => each.server) && (
        <button type="button" onClick={() => onChange([...value, { server: free.length === 1 ? (free[0] ?? "") : "", policy: "" }])}>
          Add a server
        </button>
      )}
    </>
  );
}

interface PolicyFieldProps {
  draft: AccessDraft;
  index: number;
  onChange: (index: number, draft: AccessDraft) => void;
}

function PolicyField({ draft, index, onChange }: PolicyFieldProps) {
  const api = useApi();
  const { server, policy } = draft;
  const load = useCallback(
    async (signal: AbortSignal) =>
      server ? (await api.get("/api/servers/{server}/policies", { params: { server }, signal })).items.map(each => each.policy) : [],
    [api, server],
  );
  const { data: policies, problem, refresh } = useLoad(load);

  // The only policy of a server is what a person would choose.
  const only = policies?.length === 1 ? policies[0] : undefined;
  useEffect(() => {
    if (only !== undefined && policy === "") {
      onChange(index, { server, policy: only });
    }
  }, [only, policy, server, index, onChange]);

  const known = policies ?? [];
  const chosen = policy === "" || policy === noPolicy || known.includes(policy) ? [] : [policy];
  return (
    <>
      <Select
        label="Policy"
        value={policy}
        options={[...chosen, ...known]}
        placeholder={server && !policies && !problem ? "Loading …" : "Choose a policy"}
        none="none: every call is denied"
        isFixed={!server}
        onChange={chosenPolicy => onChange(index, { server, policy: chosenPolicy })}
      />
      {problem && <ProblemNote problem={problem} onRetry={refresh} />}
    </>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly string[];
  placeholder: string;
  none?: string;
  isFixed: boolean;
  onChange: (value: string) => void;
}

function Select({ label, value, options, placeholder, none, isFixed, onChange }: SelectProps) {
  return (
    <Field label={label}>
      {ids => (
        <select {...ids} value={value} required disabled={isFixed} onChange={event => onChange(event.currentTarget.value)}>
          <option value="" disabled>
            {placeholder}
          </option>
          {options.map(each => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
          {none && <option value={noPolicy}>{none}</option>}
        </select>
      )}
    </Field>
  );
}
