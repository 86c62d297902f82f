import { RuleText } from "../../parts/rule-text";
import { Text } from "../../parts/text";
import { Theirs } from "../../parts/theirs";
import { useSession } from "../../session/session";
import { nameOf } from "./call-columns";
import { EntryFacts } from "./entry-facts";
import { EntryVerdict } from "./entry-verdict";
import { explain } from "./explain";
import type { CallEntry } from "./model";
import { OutcomeText } from "./outcome-text";
import { Proof } from "./proof";

/** What happened to a request and why, and the proof that it is in the log. */
export function EntryPage({ entry }: { entry: CallEntry }) {
  return (
    <article>
      <section class="note">
        <p>
          {entry.verdict && <EntryVerdict entry={entry} />} <OutcomeText outcome={entry.outcome} />
        </p>
        <p>
          <What entry={entry} />
        </p>
        <p role="status">{explain(entry).join(" ")}</p>
      </section>
      {entry.message && (
        <Theirs by="Told to the agent">
          <Text value={entry.message} lines={12} />
        </Theirs>
      )}
      <EntryFacts entry={entry} />
      <Rule entry={entry} rule={entry.rule} />
      <InShadow entry={entry} />
      <MakeRule entry={entry} />
      <Proof id={entry.id} />
    </article>
  );
}

/** Leads to the policy with the tool of this call, for people who may write policies. */
function MakeRule({ entry: { server, policy, tool } }: { entry: CallEntry }) {
  const session = useSession();
  if (!server || !policy || !tool || !session.may("writePolicies")) {
    return null;
  }
  const editor = `/ui/servers/${encodeURIComponent(server)}/policies/${encodeURIComponent(policy)}`;
  return (
    <p>
      <a href={`${editor}?tool=${encodeURIComponent(tool)}`}>Make a rule from this</a>
    </p>
  );
}

function What({ entry }: { entry: CallEntry }) {
  const { grantLabel, server, method } = entry;
  return (
    <>
      {grantLabel ? <Text value={grantLabel} fold={80} /> : "Somebody"} {method === "tools/call" ? "called" : "requested"}{" "}
      <code>
        <Text value={nameOf(entry)} fold={120} />
      </code>
      {server && (
        <>
          {" "}
          on <Text value={server} fold={80} />
        </>
      )}
      .
    </>
  );
}

/** What the policy, which is in shadow mode, would have decided. */
function InShadow({ entry }: { entry: CallEntry }) {
  const { wouldBe } = entry;
  return wouldBe ? (
    <>
      {wouldBe.message && (
        <Theirs by="In shadow: not told to the agent">
          <Text value={wouldBe.message} lines={12} />
        </Theirs>
      )}
      <Rule entry={entry} rule={wouldBe.rule} title="Rule in shadow" />
    </>
  ) : null;
}

interface RuleProps {
  entry: CallEntry;
  rule: string | null | undefined;
  title?: string;
}

function Rule({ entry: { server, policy, revision }, rule, title = "Rule" }: RuleProps) {
  if (!rule) {
    return null;
  }
  return (
    <section>
      <h2>{title}</h2>
      <p>
        <code>
          <Text value={rule} fold={200} />
        </code>
      </p>
      <RuleText server={server ?? ""} policy={policy ?? ""} revision={revision ?? 0} rule={rule} />
    </section>
  );
}
