import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { allGrants } from "../grants/all-grants";
import { FirstRequests } from "../grants/first-requests";

/** Waits for the first call with the new grant; with the newest live one if none was minted here. */
export function CallStep({ grant }: { grant: string | null }) {
  return grant === null ? <OfNewest /> : <FirstCall grant={grant} />;
}

function OfNewest() {
  const api = useApi();
  const load = useCallback(
    async (signal: AbortSignal) => (await allGrants(api, signal)).find(each => each.state === "live") ?? null,
    [api],
  );
  return (
    <Show what="the newest grant" of={useLoad(load)}>
      {newest => (newest === null ? <Empty>Mint a grant first.</Empty> : <FirstCall grant={newest.id} />)}
    </Show>
  );
}

function FirstCall({ grant }: { grant: string }) {
  return (
    <>
      <p>Connect an agent with the token and let it call a tool. The call appears here with its verdict and the rule that decided.</p>
      <FirstRequests grant={grant} />
    </>
  );
}
