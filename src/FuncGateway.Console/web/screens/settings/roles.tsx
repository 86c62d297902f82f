import { Fragment } from "preact";
import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Show } from "../../parts/states";
import { type SignInWays, useApi } from "../../session/session";

const roles = [
  ["Viewer", "Sees servers, policies, grants, approvals and calls."],
  ["Approver", "What Viewer may; also decides approvals."],
  [
    "PolicyManager",
    "What Viewer may; also writes policies and attaches them to grants, scans servers, accepts changed tools and sets their classes.",
  ],
  [
    "Admin",
    "Everything: also servers and their credentials, grants and their tokens, counters, webhooks, the stop of all calls, and the log of what people changed.",
  ],
] as const;

/** What each role allows, and how people get one at this gateway. */
export function Roles() {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/sign-in", { signal }), [api]);
  return (
    <section aria-labelledby="roles">
      <h2 id="roles">Roles</h2>
      <dl class="facts">
        {roles.map(([role, may]) => (
          <Fragment key={role}>
            <dt>{role}</dt>
            <dd>{may}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        Whoever writes rules does not approve the calls that they hold: PolicyManager and Approver are separate. A person can have both.
      </p>
      <h3>How to give a role</h3>
      <Show what="how people sign in" of={useLoad(load)}>
        {ways => <HowToGive ways={ways} />}
      </Show>
    </section>
  );
}

function HowToGive({ ways: { ways, entra } }: { ways: SignInWays }) {
  return (
    <>
      {entra && (
        <>
          <ol>
            <li>
              In the Microsoft Entra admin center, open <em>Enterprise applications</em> and the application with the id{" "}
              <code>{entra.clientId}</code>.
            </li>
            <li>
              Under <em>Users and groups</em>, choose <em>Add user/group</em>, then the person or group and one of the four roles.
            </li>
          </ol>
          <p>
            The role counts from the next sign-in: sign out and in again to have it at once. A role that is taken away works until the
            person's token ends, up to about an hour.
          </p>
        </>
      )}
      {(ways.includes("key") || ways.includes("code")) && (
        <p>
          Whoever has the admin key or a sign-in link of this gateway has the role Admin. To give people different roles, set up Microsoft
          Entra for the gateway.
        </p>
      )}
    </>
  );
}
