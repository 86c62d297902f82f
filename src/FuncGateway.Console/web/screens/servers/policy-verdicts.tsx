import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { VerdictBadge } from "../../parts/badges";
import { Empty, Show } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import { addressOfPolicy } from "./model";

interface PolicyVerdictsProps {
  server: string;
  /** The name of a tool, or of a prompt. */
  name?: string;
  uri?: string;
  /** That of a tool call if absent. */
  method?: string;
}

const triedAtOnce = 4;

/** How each policy of a server decides about a request without arguments. Nothing is sent to the server. */
export function PolicyVerdicts({ server, name, uri, method }: PolicyVerdictsProps) {
  const api = useApi();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const policies = (await api.get("/api/servers/{server}/policies", { params: { server }, signal })).items.map(each => each.policy);
      const call = { ...(method && { method }), ...(name !== undefined && { name }), ...(uri !== undefined && { uri }) };
      const tried: { policy: string; result: Reply<"/api/policies/try", "post"> }[] = [];
      for (let at = 0; at < policies.length; at += triedAtOnce) {
        const some = policies.slice(at, at + triedAtOnce);
        tried.push(
          ...(await Promise.all(
            some.map(async policy => ({
              policy,
              result: await api.write("post", "/api/policies/try", { body: { policy, server, call }, signal }),
            })),
          )),
        );
      }
      return tried;
    },
    [api, server, name, uri, method],
  );
  return (
    <Show what="the verdicts" of={useLoad(load)}>
      {tried =>
        tried.length === 0 ? (
          <Empty>This server has no policy yet.</Empty>
        ) : (
          <Table
            label="Verdict under each policy"
            rows={tried}
            keyOf={each => each.policy}
            columns={[
              {
                head: "Policy",
                isName: true,
                cell: each => <a href={addressOfPolicy(server, each.policy)}>{each.policy}</a>,
              },
              { head: "Verdict", cell: each => <VerdictBadge verdict={each.result.hidden ? "hidden" : each.result.verdict} /> },
              {
                head: "Rule",
                cell: each => (
                  <code>
                    <Text value={each.result.rule ?? "–"} fold={160} />
                  </code>
                ),
              },
              { head: "Limits", cell: each => <Limits charges={each.result.charges} /> },
            ]}
          />
        )
      }
    </Show>
  );
}

function Limits({ charges }: { charges: Reply<"/api/policies/try", "post">["charges"] }) {
  return charges.length === 0 ? (
    <span>none</span>
  ) : (
    <ul class="plain">
      {charges.map(charge => (
        <li key={charge.counter}>
          {charge.max.toLocaleString("en")} a {charge.window} for each {charge.scope}: <Text value={charge.counter} fold={80} />
        </li>
      ))}
    </ul>
  );
}
