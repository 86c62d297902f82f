import type { ComponentChildren } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Choice } from "../../parts/field";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { listServers } from "../servers/model";

interface OfServerProps {
  /** The server that was chosen; null for the first one. */
  server: string | null;
  onServer: (server: string) => void;
  children: (server: string) => ComponentChildren;
}

/** A step that is about one server: asks for which, if there are several. */
export function OfServer({ server, onServer, children }: OfServerProps) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => listServers(api, signal), [api]);
  const servers = useLoad(load);
  const { refresh } = servers;
  // One that was added a moment ago is not in the list yet.
  useEffect(() => {
    if (server !== null) {
      refresh();
    }
  }, [server, refresh]);
  return (
    <Show what="the servers" of={servers}>
      {found => {
        const chosen = server ?? found[0]?.id;
        if (chosen === undefined) {
          return <Empty>Add a server first.</Empty>;
        }
        return (
          <>
            {found.length > 1 && (
              <Choice
                label="Server"
                value={chosen}
                onChange={onServer}
                options={found.map(each => [each.id, each.name === each.id ? each.id : `${each.name} (${each.id})`] as const)}
              />
            )}
            {children(chosen)}
          </>
        );
      }}
    </Show>
  );
}
