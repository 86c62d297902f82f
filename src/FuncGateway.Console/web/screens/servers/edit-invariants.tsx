import { useState } from "preact/hooks";
import type { Reply } from "../../api/types";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Confirm } from "../../parts/confirm";
import { counted } from "../../parts/counted";
import { Field } from "../../parts/field";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";

type Result = Reply<"/api/servers/{server}/invariants", "put">;

interface EditInvariantsProps {
  server: string;
  /** What is attached; undefined if nothing is. */
  document: unknown;
  tag: string | null;
  onChanged: () => void;
}

const example = {
  version: "1",
  never: [{ tool: "TOOL", conditions: [{ path: "args.NAME", op: "gt", value: 100 }], description: "Why such calls must never pass." }],
};

/** Attaches and detaches the invariants of a server. */
export function EditInvariants({ server, document, tag, onChanged }: EditInvariantsProps) {
  const api = useApi();
  const path = "/api/servers/{server}/invariants";
  const [text, setText] = useState(() => JSON.stringify(document ?? example, null, 2));
  const [result, setResult] = useState<Result | null>(null);
  const [isAsked, setAsked] = useState(false);
  const attach = useAction(async () => {
    const precondition = tag ? { ifMatch: tag } : { mustBeNew: true };
    setResult(await api.putDocument(path, text, { params: { server }, ...precondition }));
    onChanged();
  });
  const detach = useAction(async () => {
    await api.write("delete", path, { params: { server }, ...(tag ? { ifMatch: tag } : {}) });
    setResult(null);
    onChanged();
  });
  return (
    <>
      <form
        onSubmit={event => {
          event.preventDefault();
          void attach.run();
        }}
      >
        <Field
          label="Invariants as JSON"
          hint="Conditions are written as in a policy. A call is meant if all conditions of an entry hold, and also if they cannot be evaluated."
        >
          {ids => (
            <textarea
              {...ids}
              rows={12}
              spellcheck={false}
              value={text}
              onInput={event => {
                setText(event.currentTarget.value);
                setResult(null);
              }}
            />
          )}
        </Field>
        {attach.problem && <ProblemNote problem={attach.problem} />}
        <div role="status">{result && <AttachResult server={server} result={result} />}</div>
        <p class="buttons">
          <button type="submit" class="main" disabled={attach.isRunning}>
            {tag ? "Attach these instead" : "Attach"}
          </button>
          {tag && (
            <button type="button" class="danger" onClick={() => setAsked(true)}>
              Detach …
            </button>
          )}
        </p>
      </form>
      <CommandLine command={fgw.policyInvariantsAttach(server)} />
      {isAsked && (
        <Confirm title="Detach the invariants?" confirm="Detach them" action={detach} isDangerous onClose={() => setAsked(false)}>
          <p>From then on, policies that let such calls pass can be published. Policies in force stay as they are.</p>
        </Confirm>
      )}
    </>
  );
}

/** How many invariants hold from now on, and which policies in force do not hold them. */
function AttachResult({ server, result: { invariants, violations } }: { server: string; result: Result }) {
  return violations.length === 0 ? (
    <p class="note good">{counted(invariants, "invariant")} attached. Every policy in force holds them.</p>
  ) : (
    <div class="note warn">
      <p>{counted(invariants, "invariant")} attached. These policies are in force and do not hold them:</p>
      <ul>
        {violations.map(each => (
          <li key={`${each.policy} ${each.message}`}>
            <a href={`/ui/servers/${encodeURIComponent(server)}/policies/${encodeURIComponent(each.policy)}`}>{each.policy}</a>, revision{" "}
            {each.revision}: <Text value={each.message} lines={12} />
          </li>
        ))}
      </ul>
    </div>
  );
}
