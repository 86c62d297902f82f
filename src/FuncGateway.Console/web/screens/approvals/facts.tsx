import { ClassBadge } from "../../parts/badges";
import { Text } from "../../parts/text";
import { Exact, Time } from "../../parts/time";
import type { Approval, ListedApproval } from "./words";

/** Who asks for which call, where and when. */
export function Facts({ approval }: { approval: Approval | ListedApproval }) {
  return (
    <section>
      <h2>Who asks</h2>
      <dl class="facts">
        <dt>Grant</dt>
        <dd>
          <Text value={approval.grantLabel} fold={120} />{" "}
          <span class="hint">
            <a href={`/ui/grants/${encodeURIComponent(approval.grant)}`}>{approval.grant}</a>
          </span>
        </dd>
        <dt>Tool</dt>
        <dd>
          <code>
            <Text value={approval.tool} fold={120} />
          </code>{" "}
          {approval.toolClass ? <ClassBadge toolClass={approval.toolClass} /> : <span class="hint">class not known</span>}
        </dd>
        <dt>Server</dt>
        <dd>
          <a href={`/ui/servers/${encodeURIComponent(approval.server)}`}>
            <Text value={approval.server} fold={80} isCut />
          </a>
        </dd>
        <dt>Asked</dt>
        <dd>
          <Exact at={approval.createdAt} /> (<Time at={approval.createdAt} />)
        </dd>
      </dl>
    </section>
  );
}
