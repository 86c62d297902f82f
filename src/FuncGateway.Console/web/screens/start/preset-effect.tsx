import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { VerdictBadge } from "../../parts/badges";
import { Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import { membersOf } from "../servers/schema";

/** What a preset does with the tools of a server: how many are allowed, limited, held and hidden. */
export function PresetEffect({ server, preset }: { server: string; preset: string }) {
  const api = useApi();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const response = await api.download("/api/servers/{server}/recommendation", { params: { server }, query: { preset }, signal });
      return groupsOf(await response.json());
    },
    [api, server, preset],
  );
  return (
    <Show what="what it does" of={useLoad(load)}>
      {groups => (
        <ul class="plain" aria-label="What the preset does with the tools">
          {groups.map(([verdict, tools]) =>
            tools.length === 0 ? null : (
              <li key={verdict}>
                <VerdictBadge verdict={verdict} /> {tools.length.toLocaleString("en")}: <Text value={tools.join(", ")} fold={160} />
              </li>
            ),
          )}
        </ul>
      )}
    </Show>
  );
}

function groupsOf(document: unknown): [string, string[]][] {
  const rules = Object.entries(membersOf(membersOf(document).tools));
  const isHeld = (rule: unknown) => membersOf(rule).require_approval !== undefined;
  const isLimited = (rule: unknown) => !isHeld(rule) && membersOf(rule).limits !== undefined;
  const named = (chosen: (rule: unknown) => boolean) => rules.filter(([, rule]) => chosen(rule)).map(([name]) => name);
  const hide = membersOf(document).hide;
  return [
    ["allow", named(rule => !isHeld(rule) && !isLimited(rule))],
    ["limited", named(isLimited)],
    ["hold", named(isHeld)],
    ["hidden", Array.isArray(hide) ? hide.filter(name => typeof name === "string") : []],
  ];
}
