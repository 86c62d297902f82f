import { RuleText } from "../../parts/rule-text";
import { RuleLink } from "./inbox-table";
import type { Approval } from "./words";

/** The rule that asks for a person, with its text. */
export function RuleSection({ approval }: { approval: Approval }) {
  return (
    <section>
      <h2>Why a person is asked</h2>
      <p>
        <RuleLink {...approval} />
      </p>
      <RuleText server={approval.server} policy={approval.policy} revision={approval.policyRevision} rule={approval.rule} />
    </section>
  );
}
