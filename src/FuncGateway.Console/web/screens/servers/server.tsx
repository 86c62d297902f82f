import { useCallback, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useTitle } from "../../parts/title";
import { useApi } from "../../session/session";
import { Changes } from "./changes";
import { addressOf, type Server } from "./model";
import { Policies } from "./policies";
import { Prompts } from "./prompts";
import { Resources } from "./resources";
import { ScanButton } from "./scan";
import { ServerSettings } from "./settings";
import { Tools } from "./tools";

const every = 15_000;

const tabs = [
  ["tools", "Tools", fgw.tools],
  ["resources", "Resources", fgw.serverResources],
  ["prompts", "Prompts", fgw.serverPrompts],
  ["policies", "Policies", fgw.policyLs],
  ["changes", "Changes", fgw.toolsDiff],
  ["settings", "Settings", fgw.serverShow],
] as const;

/** One server, with what it offers and what is set for it. */
export default function ServerScreen() {
  const { params, query } = useRoute();
  const id = params.server ?? "";
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/servers/{server}", { params: { server: id }, signal }), [api, id]);
  const server = useLoad(load, every);
  const tab = params.tab ?? "tools";
  const name = server.data?.name ?? id;
  useTitle(titleOf(tab, query.tool), query.tool ? `${query.tool} of ${name}` : name);
  return (
    <>
      <p>
        <a href="/ui/servers">Servers</a>
      </p>
      {server.data === undefined && <h1>Server {id}</h1>}
      <Show what="the server" of={server}>
        {found => <Loaded server={found} tab={tab} onChanged={server.refresh} />}
      </Show>
    </>
  );
}

function titleOf(tab: string, tool: string | undefined): string {
  return tool ? "Tool" : `${tabs.find(([key]) => key === tab)?.[1] ?? "Part"} of`;
}

function Loaded({ server, tab, onChanged }: { server: Server; tab: string; onChanged: () => void }) {
  const [scans, setScans] = useState(0);
  const changes = server.changes?.length ?? 0;
  const command = tabs.find(([key]) => key === tab)?.[2];
  const scanned = useCallback(() => {
    setScans(before => before + 1);
    onChanged();
  }, [onChanged]);
  return (
    <>
      <h1>
        <Text value={server.name} fold={100} />
      </h1>
      <dl class="facts">
        <dt>Id</dt>
        <dd>
          <code>{server.id}</code>
        </dd>
        <dt>Upstream URL</dt>
        <dd>
          <Text value={server.upstreamUrl} fold={300} />
        </dd>
      </dl>
      <ScanButton key={server.id} server={server.id} onScanned={scanned} />
      <nav class="tabs" aria-label="Parts of the server">
        {tabs.map(([key, label]) => (
          <a key={key} href={addressOf(server.id, key)} aria-current={key === tab ? "page" : undefined}>
            {label}
            {key === "changes" && changes > 0 && (
              <span class="count">
                {changes.toLocaleString("en")}
                <span class="unseen"> not accepted</span>
              </span>
            )}
          </a>
        ))}
      </nav>
      <Content key={`${server.id} ${scans}`} server={server} tab={tab} onChanged={onChanged} />
      {command && <CommandLine command={command(server.id)} />}
    </>
  );
}

function Content({ server, tab, onChanged }: { server: Server; tab: string; onChanged: () => void }) {
  switch (tab) {
    case "tools":
      return <Tools server={server} onChanged={onChanged} />;
    case "resources":
      return <Resources server={server.id} />;
    case "prompts":
      return <Prompts server={server.id} />;
    case "policies":
      return <Policies server={server.id} />;
    case "changes":
      return <Changes server={server} />;
    case "settings":
      return <ServerSettings server={server} onChanged={onChanged} />;
    default:
      return <Empty>There is no such part of a server.</Empty>;
  }
}
