import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { useApi, useSession } from "../../session/session";
import { AddServer } from "./add-server";
import { listServers } from "./model";
import { ServerList } from "./server-list";

const every = 15_000;

/** The servers that agents can reach through the gateway. */
export default function Servers() {
  const session = useSession();
  const api = useApi();
  const [adding, setAdding] = useState(false);
  const load = useCallback((signal: AbortSignal) => listServers(api, signal), [api]);
  const servers = useLoad(load, every);
  const mayAdd = session.may("administer");

  return (
    <>
      <h1>Servers</h1>
      {mayAdd && !adding && (
        <div class="buttons">
          <button type="button" class="main" onClick={() => setAdding(true)}>
            Add a server
          </button>
        </div>
      )}
      {adding && <Adding onSaved={servers.refresh} onClose={() => setAdding(false)} />}
      <Show what="the servers" of={servers}>
        {found =>
          found.length > 0 ? (
            <ServerList servers={found} />
          ) : (
            <Empty>There is no server yet. {mayAdd ? "Add the first one above." : "A person with the role Admin can add one."}</Empty>
          )
        }
      </Show>
      {!mayAdd && servers.data && servers.data.length > 0 && <p class="hint">To add a server, the role Admin is needed.</p>}
      <CommandLine command={fgw.serverLs()} />
    </>
  );
}

function Adding({ onSaved, onClose }: { onSaved: () => void; onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card" aria-labelledby="add-server">
      <h2 id="add-server" ref={heading} tabIndex={-1}>
        Add a server
      </h2>
      <AddServer onSaved={onSaved} onClose={onClose} />
    </section>
  );
}
