import { PolicyLink } from "../../parts/policy-link";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { Fact, Link, number, text } from "./fact";
import type { CallEntry } from "./model";

/** What the entry contains: names only, never values. */
export function EntryFacts({ entry }: { entry: CallEntry }) {
  return (
    <section>
      <h2>Request</h2>
      <dl class="facts">
        <Fact name="Decision id">
          <code>{entry.id}</code>
        </Fact>
        <Fact name="Time">
          <Exact at={entry.at} />
        </Fact>
        <Fact name="Method">{text(entry.method)}</Fact>
        <Fact name="Tool">{text(entry.tool)}</Fact>
        <Fact name="Resource">{text(entry.resource)}</Fact>
        <Fact name="Prompt">{text(entry.prompt)}</Fact>
        <Fact name="Server">{entry.server && <Link to={`/ui/servers/${encodeURIComponent(entry.server)}`} text={entry.server} />}</Fact>
        <Fact name="Policy">
          {entry.server && entry.policy && <PolicyLink server={entry.server} policy={entry.policy} revision={entry.revision} />}
        </Fact>
        <Fact name="Grant">
          {entry.grant && <Link to={`/ui/grants/${encodeURIComponent(entry.grant)}`} text={entry.grantLabel ?? entry.grant} />}
        </Fact>
        <Fact name="Arguments">{argumentNames(entry.argumentKeys)}</Fact>
        <Fact name="Digest of the arguments">{entry.argumentsHmac && <code>{entry.argumentsHmac}</code>}</Fact>
        <Fact name="Approval">
          {entry.approval && <Link to={`/ui/approvals/${encodeURIComponent(entry.approval)}`} text={entry.approval} />}
        </Fact>
        <Fact name="Status of the server">{number(entry.upstreamStatus)}</Fact>
        <Fact name="Status of the gateway">{number(entry.status)}</Fact>
        <Fact name="Time taken">{entry.latencyMs === undefined || entry.latencyMs === null ? null : `${number(entry.latencyMs)} ms`}</Fact>
      </dl>
    </section>
  );
}

function argumentNames(names: readonly string[] | null | undefined) {
  if (!names) {
    return null;
  }
  return names.length === 0 ? "none" : <Text value={names.join(", ")} fold={300} />;
}
