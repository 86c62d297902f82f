import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { Freeze } from "./freeze";
import { Health } from "./health";
import { Roles } from "./roles";
import { SettingsInForce } from "./settings-in-force";
import { Webhooks } from "./webhooks";
import { WhoAmI } from "./who-am-i";

export type Settings = Reply<"/api/settings", "get">;

const every = 30_000;

/** Who the person is and may do, the switch that stops all calls, and how the gateway is set up. */
export default function SettingsScreen() {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/settings", { signal }), [api]);
  const settings = useLoad(load, every);
  return (
    <>
      <h1>Settings</h1>
      <WhoAmI />
      <Freeze />
      <Roles />
      <Show what="the settings" of={settings}>
        {data => (
          <>
            <Health settings={data} />
            <Webhooks webhooks={data.webhooks} />
            <SettingsInForce settings={data.settings} />
          </>
        )}
      </Show>
      <CommandLine command={fgw.settings()} />
    </>
  );
}
