import type { ComponentChildren } from "preact";
import { useCallback, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { useLoad } from "../../api/poll";
import { Clients } from "../../parts/clients";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useTitle } from "../../parts/title";
import { useSession } from "../../session/session";
import { AccessList } from "./access-list";
import { Counters } from "./counters";
import { GrantActions } from "./grant-actions";
import { GrantFacts } from "./grant-facts";
import type { Grant, RotatedToken } from "./grant-types";
import { GrantUsage } from "./grant-usage";
import { NewToken } from "./new-token";
import { OldToken } from "./old-token";

const every = 10_000;

/** One grant: what it reaches, how much it is used, and what can be changed. */
export default function GrantScreen() {
  const { api } = useSession();
  const id = useRoute().params.grant ?? "";
  const load = useCallback((signal: AbortSignal) => api.getTagged("/api/grants/{grant}", { params: { grant: id }, signal }), [api, id]);
  const loadUsage = useCallback(
    (signal: AbortSignal) => api.get("/api/grants/{grant}/usage", { params: { grant: id }, signal }),
    [api, id],
  );
  const grant = useLoad(load, every);
  const usage = useLoad(loadUsage, every);
  useTitle("Grant", grant.data?.data.label);
  return (
    <>
      <nav aria-label="Where this is">
        <a href="/ui/grants">Grants</a>
      </nav>
      <h1>{grant.data ? <Text value={grant.data.data.label} fold={100} /> : "Grant"}</h1>
      <Show what="the grant" of={grant}>
        {({ data, tag }) => (
          <>
            <GrantFacts grant={data} lastUsed={usage.data?.lastUsed} />
            <Changes grant={data} tag={tag} onChanged={grant.refresh}>
              <h2>Servers and policies</h2>
              <AccessList access={data.access} />
              <h2>Limits</h2>
              <Show what="the counters" of={usage}>
                {({ counters }) => <Counters grant={data} counters={counters} onReset={usage.refresh} />}
              </Show>
              <h2>Usage</h2>
              <p class="hint">Counts may be a little late.</p>
              {usage.data ? <GrantUsage usage={usage.data} /> : <Empty>The usage is not known.</Empty>}
            </Changes>
          </>
        )}
      </Show>
      <CommandLine command={fgw.grantUsage(id)} />
    </>
  );
}

interface ChangesProps {
  grant: Grant;
  tag: string | null;
  onChanged: () => void;
  children: ComponentChildren;
}

/** What can be changed, the rest of the page, and how to connect a client: after a rotation with the new token, in its place. */
function Changes({ grant, tag, onChanged, children }: ChangesProps) {
  const [rotated, setRotated] = useState<RotatedToken | null>(null);
  return (
    <>
      <GrantActions
        grant={grant}
        tag={tag}
        onChanged={onChanged}
        onRotated={token => {
          setRotated(token);
          onChanged();
        }}
      />
      {rotated && grant.state === "live" && (
        <section class="card" aria-labelledby="new-token">
          <h2 id="new-token">New token</h2>
          <NewToken
            key={rotated.token}
            token={rotated.token}
            mcpUrls={rotated.mcpUrls}
            note={<OldToken until={rotated.oldTokenUntil} />}
            onClose={() => setRotated(null)}
          />
        </section>
      )}
      {children}
      {!rotated && grant.state === "live" && <Connecting grant={grant} />}
    </>
  );
}

function Connecting({ grant }: { grant: Grant }) {
  const servers = grant.access.map(({ server }) => ({ id: server, url: `${location.origin}/mcp/${encodeURIComponent(server)}` }));
  return (
    <>
      <h2>Connect a client</h2>
      <p>
        The token is shown only when it is made. Put it in place of <code>fgw_…</code>; if it is lost, rotate the token for a new one.
      </p>
      <Clients servers={servers} token={null} />
    </>
  );
}
