import { Badge } from "../../parts/badges";
import { Empty } from "../../parts/states";
import { Text } from "../../parts/text";
import type { Overview } from "../../session/overview";

/** The servers that do not answer, or whose tools are not as they were accepted. */
export function ServersToLookAt({ servers }: { servers: Overview["servers"] }) {
  return (
    <section aria-labelledby="servers-to-look-at">
      <h2 id="servers-to-look-at">Servers to look at</h2>
      {servers.length === 0 && <Empty>No server has a problem, and no tool has changed.</Empty>}
      <ul class="plain">
        {servers.map(({ id, name, changes, problem }) => (
          <li key={id}>
            <a href={`/ui/servers/${encodeURIComponent(id)}`}>
              <Text value={name} fold={80} isCut />
            </a>{" "}
            {changes > 0 && <Badge tone="warn" sign="△" label={changes === 1 ? "1 tool changed" : `${changes} tools changed`} />}{" "}
            {problem !== null && (
              <>
                <Badge tone="bad" sign="✕" label="problem" /> <Text value={problem} fold={300} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
