import { JsonTree } from "../../parts/json";
import { type Json, same } from "../../parts/json-values";
import { Text } from "../../parts/text";
import { Theirs } from "../../parts/theirs";
import { Exact } from "../../parts/time";
import { Names } from "./names";
import { type Approval, pageOf } from "./words";

/** Everything that will run, as the agent sent it, and what approving lets happen. */
export function Request({ approval }: { approval: Approval }) {
  const { argumentsProblem, alsoBound, whenApproved, state } = approval;
  return (
    <section>
      <h2>{state === "pending" ? "What will run" : "What was asked for"}</h2>
      {argumentsProblem ? (
        <div class="note problem">
          <strong>The arguments cannot be shown</strong>
          <p>{argumentsProblem}</p>
        </div>
      ) : (
        <>
          <Compared approval={approval} />
          {alsoBound && Object.keys(alsoBound).length > 0 && (
            <>
              <h3>Also part of the call</h3>
              <Theirs by="Sent by the agent beside the arguments">
                <JsonTree value={alsoBound} />
              </Theirs>
            </>
          )}
        </>
      )}
      <Before approval={approval} />
      {whenApproved && (state === "pending" || state === "approved") && (
        <>
          <h3>What approving lets happen</h3>
          <p>
            <Text value={whenApproved} lines={12} />
          </p>
        </>
      )}
    </section>
  );
}

function Compared({ approval }: { approval: Approval }) {
  const { lastApproved } = approval;
  const value = approval.arguments as Json | undefined;
  const before = lastApproved?.arguments as Json | undefined;
  const isCompared = before !== undefined && before !== null && value !== undefined && value !== null;
  return (
    <>
      <h3>Arguments</h3>
      {isCompared && lastApproved && (
        <p>
          {same(value, before) ? "The same as in " : "Marked where they differ from "}
          <a href={pageOf(lastApproved.id)}>the last approved call of this tool</a>, <Exact at={lastApproved.at} />.
        </p>
      )}
      <Theirs by="Sent by the agent">
        <Names of={value} />
        {isEmpty(value) ? <p>No arguments</p> : <JsonTree value={value} before={isCompared ? before : undefined} />}
      </Theirs>
    </>
  );
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function Before({ approval: { before } }: { approval: Approval }) {
  if (!before) {
    return null;
  }
  return (
    <div class="note warn">
      <strong>
        The identical call ran before, at <Exact at={before.sentAt} />
      </strong>
      <p>
        <Text value={before.text} lines={12} />
      </p>
      <p>
        <a href={pageOf(before.approval)}>Its approval</a>,{" "}
        <a href={`/ui/activity/${encodeURIComponent(before.decisionId)}`}>its entry in the log</a>
      </p>
    </div>
  );
}
