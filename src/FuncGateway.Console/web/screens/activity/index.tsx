import { useQuery } from "../../parts/query";
import { Tabs } from "../../parts/tabs";
import { useSession } from "../../session/session";
import { Calls } from "./calls";
import { Changes } from "./changes";
import { Checks } from "./checks";
import { filtersOf } from "./model";

/** What agents did, what people changed, and whether the log is whole. */
export default function Screen() {
  const session = useSession();
  const [query, change] = useQuery();
  const seesChanges = session.may("administer");
  const tabs = [["calls", "Calls"], ...(seesChanges ? ([["admin", "Changes"]] as const) : []), ["verify", "Verify"]] as const;
  const tab = tabs.find(([key]) => key === query.tab)?.[0] ?? "calls";
  const filters = filtersOf(query);
  return (
    <>
      <h1>Activity</h1>
      <Tabs label="Activity" tabs={tabs} selected={tab} onSelect={key => change({ tab: key === "calls" ? "" : key })}>
        {tab === "calls" && <Calls filters={filters} onChange={change} />}
        {tab === "admin" && <Changes filters={filters} onChange={change} />}
        {tab === "verify" && <Checks />}
      </Tabs>
      {!seesChanges && <p class="hint">What people changed is shown to the role Admin.</p>}
    </>
  );
}
