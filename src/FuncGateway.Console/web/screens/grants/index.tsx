import { useCallback, useMemo, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { counted } from "../../parts/counted";
import { Empty, Show } from "../../parts/states";
import { useSession } from "../../session/session";
import { allGrants, type ListedGrant } from "./all-grants";
import { everything, GrantFilters, matches } from "./grant-filters";
import { GrantTable } from "./grant-table";
import { Mint } from "./mint";

const every = 15_000;

/** The grants of all servers. */
export default function GrantsScreen() {
  const { api, may } = useSession();
  const load = useCallback((signal: AbortSignal) => allGrants(api, signal), [api]);
  const grants = useLoad(load, every);
  const [isMinting, setMinting] = useState(false);
  return (
    <>
      <h1>Grants</h1>
      <p>A grant lets one agent reach servers, each under a policy, with a token of its own.</p>
      {may("administer") ? (
        !isMinting && (
          <p class="buttons">
            <button type="button" class="main" onClick={() => setMinting(true)}>
              New grant
            </button>
          </p>
        )
      ) : (
        <p class="hint">With the role Admin, you could mint grants.</p>
      )}
      {isMinting && (
        <section class="card" aria-labelledby="new-grant">
          <h2 id="new-grant">New grant</h2>
          <Mint onMinted={grants.refresh} onClose={() => setMinting(false)} />
        </section>
      )}
      <Show what="the grants" of={grants}>
        {all => <Grants all={all} />}
      </Show>
    </>
  );
}

function Grants({ all }: { all: readonly ListedGrant[] }) {
  const [filter, setFilter] = useState(everything);
  const shown = useMemo(() => all.filter(grant => matches(grant, filter)), [all, filter]);
  if (all.length === 0) {
    return (
      <>
        <Empty>There are no grants yet. Without one, no agent can reach a server.</Empty>
        <CommandLine command={fgw.grantLs()} />
      </>
    );
  }
  return (
    <>
      <GrantFilters value={filter} onChange={setFilter} grants={all} />
      <p role="status" class="hint">
        {shown.length === all.length
          ? counted(all.length, "grant")
          : `${shown.length.toLocaleString("en")} of ${counted(all.length, "grant")}`}
      </p>
      {shown.length > 0 ? <GrantTable grants={shown} /> : <Empty>No grant matches these filters.</Empty>}
      <CommandLine command={fgw.grantLs(filter.server)} />
    </>
  );
}
