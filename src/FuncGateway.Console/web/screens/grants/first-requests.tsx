import { useCallback, useEffect, useRef } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { VerdictBadge } from "../../parts/badges";
import { PolicyLink } from "../../parts/policy-link";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { useApi } from "../../session/session";
import { type CallEntry, isCall, pageOf } from "../activity/model";

const every = 2_000;
const shown = 5;

interface FirstRequestsProps {
  grant: string;
  /** Called when an allowed call of a tool is among them; must be stable. */
  onAllowed?: (call: CallEntry) => void;
}

/** Waits for the requests that arrive with a new grant, and shows the latest. */
export function FirstRequests({ grant, onAllowed }: FirstRequestsProps) {
  const api = useApi();
  const created = useRef<string | undefined>(undefined);
  const load = useCallback(
    async (signal: AbortSignal) => {
      // The gateway's own time: the clock of the browser may be wrong, and without a start the whole log is searched each time.
      created.current ??= (await api.get("/api/grants/{grant}", { params: { grant }, signal })).createdAt;
      const audit = await api.get("/api/audit", { query: { grant, from: created.current, limit: shown }, signal });
      const entries = audit.items.filter(isCall);
      // Without an audit log, the usage still tells that the grant was used.
      const usage = audit.off ? await api.get("/api/grants/{grant}/usage", { params: { grant }, signal }) : null;
      return { entries, lastUsed: usage?.lastUsed ?? null };
    },
    [api, grant],
  );
  const { data, problem, refresh } = useLoad(load, every);
  const entries = data?.entries ?? [];
  const isUsed = data?.lastUsed != null;
  const allowed = entries.find(each => each.verdict === "allow" && each.tool != null);
  useEffect(() => {
    if (allowed) {
      onAllowed?.(allowed);
    }
  }, [allowed, onAllowed]);
  return (
    <>
      {problem && <ProblemNote problem={problem} onRetry={refresh} />}
      <div role="status">
        {entries.length === 0 && !isUsed && <p class="state waiting">Waiting for it to connect …</p>}
        {isUsed && <p>It has connected.</p>}
        {entries.length > 0 && (
          <>
            <p>It has connected. Its latest requests:</p>
            <ul class="requests">
              {entries.map(entry => (
                <li key={entry.id}>
                  <Request entry={entry} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}

/** What was called or read; undefined for a request that names nothing, such as one for a list. */
function nameOf({ tool, resource, prompt }: CallEntry): string | undefined {
  return tool ?? resource ?? prompt ?? undefined;
}

function Request({ entry }: { entry: CallEntry }) {
  const name = nameOf(entry);
  return (
    <>
      {entry.verdict && <VerdictBadge verdict={entry.verdict} />}{" "}
      <a href={pageOf(entry.id)}>
        <Text value={name ?? entry.method ?? "a request"} fold={80} isCut />
      </a>
      {entry.server && (
        <>
          {" "}
          at <Text value={entry.server} />
        </>
      )}
      {entry.rule && (
        <>
          , rule <Text value={entry.rule} fold={120} />
        </>
      )}
      {entry.server && entry.policy && (
        <>
          , policy <PolicyLink server={entry.server} policy={entry.policy} revision={entry.revision} />
        </>
      )}
      , <Time at={entry.at} />
    </>
  );
}
