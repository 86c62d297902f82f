import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiClient } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { useApi } from "../../session/session";
import { bodyOf, emptyDraft, idOf, type ServerDraft } from "./draft";
import { addressOf, type Server } from "./model";
import { ProbeNote } from "./probe";
import { ServerForm } from "./server-form";
import { StdioHint } from "./stdio-hint";

interface AddServerProps {
  /** Called after every save, also if the server could not be reached. */
  onSaved: (server: Server) => void;
  onClose?: () => void;
  /** Begins anew with another server. Without it, there is no button for that. */
  onAnother?: () => void;
}

/** Adds a server. What was typed stays until the server was reached, so that mistakes can be corrected. */
export function AddServer({ onSaved, onClose, onAnother }: AddServerProps) {
  const api = useApi();
  const [draft, setDraft] = useState<ServerDraft>(emptyDraft);
  const [saved, setSaved] = useState<Server | null>(null);
  const result = useRef<HTMLDivElement>(null);

  const save = useAction(async () => {
    const server = await put(api, draft, saved === null);
    setSaved(server);
    onSaved(server);
  });
  useEffect(() => {
    if (saved) {
      result.current?.focus();
    }
  }, [saved]);

  function change(next: ServerDraft) {
    const followsName = draft.id === idOf(draft.name) && next.id === draft.id && !saved;
    setDraft(followsName ? { ...next, id: idOf(next.name) } : next);
  }

  return (
    <>
      {saved && (
        <div ref={result} tabIndex={-1}>
          <ProbeNote probe={saved.probe} />
        </div>
      )}
      {saved?.probe?.reached ? (
        <div class="buttons">
          <a class="button" href={addressOf(saved.id)}>
            Open the server
          </a>
          {onAnother && (
            <button type="button" onClick={onAnother}>
              Add another server
            </button>
          )}
          {onClose && (
            <button type="button" onClick={onClose}>
              Close
            </button>
          )}
        </div>
      ) : (
        <>
          {!saved && <StdioHint />}
          <ServerForm
            draft={draft}
            onChange={change}
            onSave={() => void save.run()}
            exists={saved !== null}
            isSaving={save.isRunning}
            problem={save.problem}
          >
            {onClose && (
              <button type="button" onClick={onClose}>
                {saved ? "Close" : "Cancel"}
              </button>
            )}
          </ServerForm>
          <CommandLine command={fgw.serverAdd(draft.id.trim(), draft.upstreamUrl.trim())} />
        </>
      )}
    </>
  );
}

async function put(api: ApiClient, draft: ServerDraft, mustBeNew: boolean): Promise<Server> {
  try {
    return await api.write("put", "/api/servers/{server}", { params: { server: draft.id }, body: bodyOf(draft), mustBeNew });
  } catch (error) {
    throw error instanceof ApiProblem && error.status === 412
      ? new ApiProblem(412, `There is a server '${draft.id}' already. Choose another id, or edit that server.`, [])
      : error;
  }
}
