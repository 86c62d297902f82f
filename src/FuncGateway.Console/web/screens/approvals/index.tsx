import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { useQuery } from "../../parts/query";
import { Filters } from "./filters";
import { History } from "./history";
import { Inbox } from "./inbox";
import { NotifyMe } from "./notify-me";

/** Approvals that wait, and those that were decided. */
export default function Screen() {
  const [query, change] = useQuery();
  const { state = "", grant = "", tool = "", order = "" } = query;
  return (
    <>
      <h1>Approvals</h1>
      <NotifyMe />
      <Filters state={state} grant={grant} tool={tool} order={order} onChange={change} />
      {(state === "" || state === "pending") && <Inbox grant={grant} tool={tool} order={order} />}
      {state !== "pending" && <History key={`${state} ${grant} ${tool} ${order}`} state={state} grant={grant} tool={tool} order={order} />}
      <CommandLine command={fgw.approvals()} />
    </>
  );
}
