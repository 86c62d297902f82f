import { useCallback } from "preact/hooks";
import { useRoute } from "preact-iso";
import { useLoad } from "../../api/poll";
import { Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useTitle } from "../../parts/title";
import { useApi } from "../../session/session";
import { type PolicyName, presets } from "./live";
import { loadStart } from "./start";
import { Workbench } from "./workbench";

export default function Screen() {
  const { params } = useRoute();
  const { server = "", policy = "" } = params;
  return <Loader key={`${server}/${policy}`} server={server} policy={policy} />;
}

function Loader({ server, policy }: PolicyName) {
  const api = useApi();
  const { query } = useRoute();
  const preset = presets.find(([name]) => name === query.preset)?.[0];
  const load = useCallback((signal: AbortSignal) => loadStart(api, { server, policy }, preset, signal), [api, server, policy, preset]);
  const start = useLoad(load);
  useTitle("Policy", `${policy} of ${start.data?.serverName ?? server}`);
  return (
    <>
      <nav aria-label="Where this is">
        <a href="/ui/servers">Servers</a> /{" "}
        <a href={`/ui/servers/${encodeURIComponent(server)}`}>
          <Text value={start.data?.serverName ?? server} fold={80} />
        </a>{" "}
        / <a href={`/ui/servers/${encodeURIComponent(server)}/policies`}>Policies</a>
      </nav>
      <h1>
        Policy <Text value={policy} fold={80} />
      </h1>
      <Show what="the policy" of={start}>
        {data => <Workbench name={{ server, policy }} start={data} tool={query.tool} revision={Number(query.revision) || null} />}
      </Show>
    </>
  );
}
