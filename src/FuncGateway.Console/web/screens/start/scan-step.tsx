import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { ClassBadge } from "../../parts/badges";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { addressOf, type Tool, toolClasses } from "../servers/model";
import { ScanButton } from "../servers/scan";
import { OfServer } from "./of-server";

interface ScanStepProps {
  server: string | null;
  onServer: (server: string) => void;
  onChanged: () => void;
}

/** Scans a server and sums its tools up. */
export function ScanStep({ server, onServer, onChanged }: ScanStepProps) {
  const [scans, setScans] = useState(0);
  return (
    <>
      <p>A scan reads what the server offers and tells what each tool does by its name, description and arguments. No tool is called.</p>
      <OfServer server={server} onServer={onServer}>
        {chosen => (
          <>
            <ScanButton
              key={chosen}
              server={chosen}
              onScanned={() => {
                setScans(count => count + 1);
                onChanged();
              }}
            />
            <Summary key={`${chosen} ${scans}`} server={chosen} />
            <CommandLine command={fgw.tools(chosen)} />
          </>
        )}
      </OfServer>
    </>
  );
}

function Summary({ server }: { server: string }) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/servers/{server}/tools", { params: { server }, signal }), [api, server]);
  const tools = useLoad(load);
  if (tools.problem?.kind === "notFound") {
    return <Empty>It has not been scanned yet.</Empty>;
  }
  return (
    <Show what="its tools" of={tools}>
      {({ items }) => (
        <>
          <ul class="plain">
            {toolClasses.map(each => (
              <OfClass key={each} toolClass={each} tools={items.filter(tool => tool.class === each)} />
            ))}
          </ul>
          <Attention tools={items} />
          <p>
            <a href={addressOf(server)}>Look at the tools</a>
          </p>
        </>
      )}
    </Show>
  );
}

const meanings: Record<string, string> = {
  read: "reads, and changes nothing",
  write: "creates or changes something",
  execute: "runs code, commands or jobs",
  destructive: "deletes, or cannot be undone",
  financial: "moves money",
};

function OfClass({ toolClass, tools }: { toolClass: Tool["class"]; tools: readonly Tool[] }) {
  return tools.length === 0 ? null : (
    <li>
      <ClassBadge toolClass={toolClass} /> {tools.length.toLocaleString("en")} {tools.length === 1 ? "tool" : "tools"}:{" "}
      {meanings[toolClass]}
    </li>
  );
}

function Attention({ tools }: { tools: readonly Tool[] }) {
  const uncertain = tools.filter(tool => !tool.certain).length;
  const suspicious = tools.filter(tool => tool.findings.length > 0).length;
  return (
    <>
      {uncertain > 0 && <p>Of {uncertain.toLocaleString("en")}, the class is not certain. Look at them before agents use them.</p>}
      {suspicious > 0 && <p class="note warn">{suspicious.toLocaleString("en")} with findings: something in a definition is suspicious.</p>}
    </>
  );
}
