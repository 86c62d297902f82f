import { addressOfPolicy } from "../servers/model";

interface GoOnProps {
  /** What decided the first allowed call; null if it is not known here. */
  decidedBy: { server: string; policy: string } | null;
}

/** Where a person goes from here. */
export function GoOn({ decidedBy }: GoOnProps) {
  return (
    <section class="note good" aria-labelledby="go-on">
      <h2 id="go-on">The first call was allowed</h2>
      <ul>
        <li>
          <a href={decidedBy ? addressOfPolicy(decidedBy.server, decidedBy.policy) : "/ui/servers"}>
            {decidedBy ? `The policy ${decidedBy.policy}` : "Servers and their policies"}
          </a>
          : change what agents may call
        </li>
        <li>
          <a href="/ui/grants">Grants</a>: give more agents access
        </li>
        <li>
          <a href="/ui/activity">Activity</a>: every call with its decision
        </li>
        <li>
          <a href="/ui/overview">Overview</a>: counts, limits and what waits
        </li>
      </ul>
    </section>
  );
}
