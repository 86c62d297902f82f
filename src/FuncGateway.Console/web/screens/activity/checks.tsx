import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Checkpoints } from "./checkpoints";
import { Verify } from "./verify";

/** Whether the log is whole, and what is needed to check that without the gateway. */
export function Checks() {
  return (
    <>
      <Verify />
      <Checkpoints />
      <CommandLine command={fgw.auditVerify()} />
    </>
  );
}
