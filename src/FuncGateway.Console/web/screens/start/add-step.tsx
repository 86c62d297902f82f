import { useState } from "preact/hooks";
import { useSession } from "../../session/session";
import { AddServer } from "../servers/add-server";
import type { Server } from "../servers/model";

interface AddStepProps {
  isDone: boolean;
  onAdded: (server: string) => void;
  onChanged: () => void;
}

/** Adds the first server, or another one. */
export function AddStep({ isDone, onAdded, onChanged }: AddStepProps) {
  const session = useSession();
  const [times, setTimes] = useState(0);
  const [added, setAdded] = useState<Server | null>(null);
  if (!session.may("administer")) {
    return <p class="hint">To add a server, the role Admin is needed.</p>;
  }
  return (
    <>
      {isDone && !added && (
        <p>
          There is a server already: <a href="/ui/servers">Servers</a>. You can add another one.
        </p>
      )}
      <AddServer
        key={times}
        onSaved={server => {
          setAdded(server);
          onAdded(server.id);
          onChanged();
        }}
        onAnother={() => setTimes(count => count + 1)}
      />
      {added?.probe?.reached === false && (
        <p class="note warn">
          The server is saved, so this step counts as done, but step 2 has to reach it. Start the server, or correct the fields above and
          save again; then scan it in step 2.
        </p>
      )}
    </>
  );
}
