import { useState } from "preact/hooks";
import { ActionButton, useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { counted } from "../../parts/counted";
import { Text } from "../../parts/text";
import { useApi, useSession } from "../../session/session";
import { Differences } from "./differences";
import type { Scan } from "./model";

/** Scans a server on request, and shows what was found. */
export function ScanButton({ server, onScanned }: { server: string; onScanned: () => void }) {
  const session = useSession();
  const api = useApi();
  const [found, setFound] = useState<Scan | null>(null);
  const scan = useAction(async () => {
    setFound(await api.write("post", "/api/servers/{server}/scan", { params: { server } }));
    onScanned();
  });

  if (!session.may("writePolicies")) {
    return <p class="hint">To scan the server, the role Admin or PolicyManager is needed.</p>;
  }
  return (
    <>
      <div class="buttons">
        <ActionButton action={scan}>Scan now</ActionButton>
        <span role="status">{scan.isRunning ? "Reading everything that the server offers …" : ""}</span>
      </div>
      {found && <Found scan={found} onClose={() => setFound(null)} />}
      <CommandLine command={fgw.scan(server)} />
    </>
  );
}

function Found({ scan, onClose }: { scan: Scan; onClose: () => void }) {
  const { snapshot, differences, warnings } = scan;
  return (
    <section class="note good" aria-label="Result of the scan">
      <p role="status">
        Snapshot {snapshot.number}: {counted(snapshot.tools, "tool")}, {counted(snapshot.resources, "resource")},{" "}
        {counted(snapshot.templates, "resource template")}, {counted(snapshot.prompts, "prompt")}.{" "}
        {scan.isFirst
          ? "It is the first one, so all of it is accepted."
          : differences.length === 0
            ? "Nothing has changed since the snapshot before."
            : `${counted(differences.length, "difference")} from the snapshot before.`}
      </p>
      {warnings.map(warning => (
        <p key={warning}>
          <Text value={warning} />
        </p>
      ))}
      {!scan.isFirst && differences.length > 0 && <Differences differences={differences} label="Differences from the snapshot before" />}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          Hide the result
        </button>
      </div>
    </section>
  );
}
