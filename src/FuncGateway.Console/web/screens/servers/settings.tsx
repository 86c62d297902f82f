import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { useAction } from "../../parts/action";
import { Show } from "../../parts/states";
import { useApi, useSession } from "../../session/session";
import { bodyOf, draftOf } from "./draft";
import { Invariants } from "./invariants";
import type { Server } from "./model";
import { ProbeNote } from "./probe";
import { RemoveServer } from "./remove-server";
import { ServerForm } from "./server-form";
import { SettingsShown } from "./settings-shown";

/** What is set for a server: changed here, or only shown to those who may not change it. */
export function ServerSettings({ server, onChanged }: { server: Server; onChanged: () => void }) {
  const session = useSession();
  const api = useApi();
  const [probe, setProbe] = useState<{ of: Server["probe"] } | null>(null);
  // Loaded for itself: what is being typed must not be replaced while the server is polled, and the tag belongs to what is in the form.
  const load = useCallback(
    (signal: AbortSignal) => api.getTagged("/api/servers/{server}", { params: { server: server.id }, signal }),
    [api, server.id],
  );
  const loaded = useLoad(load);

  if (!session.may("administer")) {
    return (
      <>
        <SettingsShown server={server} />
        <Invariants server={server.id} />
      </>
    );
  }
  return (
    <Show what="the settings" of={loaded}>
      {({ data, tag }) => (
        <>
          {probe && <ProbeNote probe={probe.of} />}
          <Edit
            key={tag}
            server={data}
            tag={tag}
            onSaved={found => {
              setProbe({ of: found });
              loaded.refresh();
              onChanged();
            }}
          />
          <Invariants server={server.id} />
          <h2>Remove</h2>
          <RemoveServer server={data} tag={tag} />
        </>
      )}
    </Show>
  );
}

function Edit({ server, tag, onSaved }: { server: Server; tag: string | null; onSaved: (probe: Server["probe"]) => void }) {
  const api = useApi();
  const [draft, setDraft] = useState(() => draftOf(server));
  const save = useAction(async () => {
    const body = bodyOf(draft);
    const saved = await api.write("put", "/api/servers/{server}", { params: { server: server.id }, body, ...(tag && { ifMatch: tag }) });
    onSaved(saved.probe);
  });
  return (
    <ServerForm draft={draft} onChange={setDraft} onSave={() => void save.run()} exists isSaving={save.isRunning} problem={save.problem} />
  );
}
