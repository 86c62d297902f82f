import { Empty } from "../../parts/states";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { StateBadge } from "./state-badge";
import { type Approval, pageOf } from "./words";

/** How people decided about earlier calls of the same tool. */
export function Similar({ approvals, tool }: { approvals: NonNullable<Approval["similar"]>; tool: string }) {
  return (
    <section>
      <h2>Earlier decisions about this tool</h2>
      {approvals.length === 0 ? (
        <Empty>
          Nobody has decided about <Text value={tool} fold={80} /> before.
        </Empty>
      ) : (
        <ul class="similar">
          {approvals.map(each => (
            <li key={each.id}>
              <StateBadge state={each.state} />{" "}
              <a href={pageOf(each.id)}>
                <Exact at={each.decision?.at ?? each.createdAt} />
              </a>
              {each.decision && (
                <>
                  {" "}
                  by <Text value={each.decision.by} fold={80} />
                </>
              )}
              , asked by <Text value={each.grantLabel} fold={80} />
              {each.decision?.reason && (
                <p class="hint">
                  Reason: <Text value={each.decision.reason} fold={200} lines={4} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
