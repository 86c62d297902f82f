import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { ApiProblem } from "../../api/problem";
import type { Reply } from "../../api/types";
import { useApi } from "../../session/session";

export type PolicyTool = Reply<"/api/servers/{server}/policies/{policy}/tools", "get">["tools"][number];

/** What one policy of a server says about its tools. */
export interface PolicyColumn {
  policies: readonly string[];
  policy: string;
  choose: (policy: string) => void;
  /** By the name of the tool. Undefined until they are known. */
  verdicts: ReadonlyMap<string, PolicyTool> | undefined;
  problem: ApiProblem | null;
  refresh: () => void;
}

/** Returns undefined while the policies are not known, and for a server without one. */
export function usePolicyColumn(server: string): PolicyColumn | undefined {
  const api = useApi();
  const [chosen, choose] = useState<string>();
  const loadPolicies = useCallback(
    async (signal: AbortSignal) =>
      (await api.get("/api/servers/{server}/policies", { params: { server }, signal })).items.map(each => each.policy),
    [api, server],
  );
  const policies = useLoad(loadPolicies).data ?? [];
  const policy = chosen ?? policies[0];
  const loadVerdicts = useCallback(
    async (signal: AbortSignal) => {
      if (policy === undefined) {
        return undefined;
      }
      const reply = await api.get("/api/servers/{server}/policies/{policy}/tools", { params: { server, policy }, signal });
      return new Map(reply.tools.map(tool => [tool.name, tool]));
    },
    [api, server, policy],
  );
  const { data: verdicts, problem, refresh } = useLoad(loadVerdicts);
  return policy === undefined ? undefined : { policies, policy, choose, verdicts, problem, refresh };
}
