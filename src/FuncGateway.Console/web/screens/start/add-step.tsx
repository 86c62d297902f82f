import { useState } from "preact/hooks";
import { useSession } from "../../session/session";
import { AddServer } from "../servers/add-server";

interface AddStepProps {
  isDone: boolean;
  onAdded: (server: string) => void;
  onChanged: () => void;
}

/** Adds the first server, or another one. */
export function AddStep({ isDone, onAdded, onChanged }: AddStepProps) {
  const session = useSession();
  const [times, setTimes] = useState(0);
  const [hasAdded, setHasAdded] = useState(false);
  if (!session.may("administer")) {
    return <p class="hint">To add a server, the role Admin is needed.</p>;
  }
  return (
    <>
      {isDone && !hasAdded && (
        <p>
          There is a server already: <a href="/ui/servers">Servers</a>. You can add another one.
        </p>
      )}
      <AddServer
        key={times}
        onSaved={server => {
          setHasAdded(true);
          onAdded(server.id);
          onChanged();
        }}
        onAnother={() => setTimes(times + 1)}
      />
    </>
  );
}
