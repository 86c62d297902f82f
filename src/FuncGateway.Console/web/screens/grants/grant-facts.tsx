import { Exact } from "../../parts/time";
import { GrantState } from "./grant-state";
import type { Grant } from "./grant-types";
import { LastUsed } from "./last-used";
import { OldToken } from "./old-token";

interface GrantFactsProps {
  grant: Grant;
  /** Undefined until it is known. */
  lastUsed: string | null | undefined;
}

export function GrantFacts({ grant, lastUsed }: GrantFactsProps) {
  return (
    <>
      <dl class="facts">
        <dt>State</dt>
        <dd>
          <GrantState state={grant.state} />
        </dd>
        <dt>Last used</dt>
        <dd>{lastUsed === undefined ? "…" : <LastUsed at={lastUsed} createdAt={grant.createdAt} />}</dd>
        <dt>Expires</dt>
        <dd>{grant.expiresAt ? <Exact at={grant.expiresAt} /> : "never"}</dd>
        {grant.revokedAt && (
          <>
            <dt>Revoked</dt>
            <dd>
              <Exact at={grant.revokedAt} />
            </dd>
          </>
        )}
        <dt>Created</dt>
        <dd>
          <Exact at={grant.createdAt} />
        </dd>
        <dt>Id</dt>
        <dd>
          <code>{grant.id}</code>
        </dd>
      </dl>
      {grant.state === "live" && grant.oldTokenUntil && <OldToken until={grant.oldTokenUntil} />}
      <p>
        <a href={`/ui/activity?grant=${encodeURIComponent(grant.id)}`}>Activity of this grant</a>
      </p>
    </>
  );
}
