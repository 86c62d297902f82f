import { Exact } from "../../parts/time";
import { Fact, Link, number, text } from "./fact";
import { type ChangeEntry, inWords } from "./model";
import { OutcomeText } from "./outcome-text";

/** What the entry of a change contains: names of fields only, never values. */
export function ChangeFacts({ entry }: { entry: ChangeEntry }) {
  return (
    <dl class="facts">
      <Fact name="Time">
        <Exact at={entry.at} />
      </Fact>
      <Fact name="Who">{text(entry.who)}</Fact>
      <Fact name="Roles">{text(entry.roles.join(", "))}</Fact>
      <Fact name="Action">{text(inWords(entry.action))}</Fact>
      <Fact name="What">{text(entry.target)}</Fact>
      <Fact name="Server">{entry.server && <Link to={`/ui/servers/${encodeURIComponent(entry.server)}`} text={entry.server} />}</Fact>
      <Fact name="Grant">{entry.grant && <Link to={`/ui/grants/${encodeURIComponent(entry.grant)}`} text={entry.grant} />}</Fact>
      <Fact name="Fields">{text(entry.fields?.join(", "))}</Fact>
      <Fact name="Result">{text(entry.result)}</Fact>
      <Fact name="Outcome">
        <OutcomeText outcome={entry.outcome} count={entry.count} />
      </Fact>
      <Fact name="Status of the gateway">{number(entry.status)}</Fact>
      <Fact name="Time taken">{entry.latencyMs === undefined || entry.latencyMs === null ? null : `${number(entry.latencyMs)} ms`}</Fact>
      <Fact name="Id">
        <code>{entry.id}</code>
      </Fact>
    </dl>
  );
}
