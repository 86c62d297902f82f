import { useAction } from "../../parts/action";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { type Me, type Right, useSession } from "../../session/session";

const ways: Record<Me["signedInBy"], string> = {
  key: "with the admin key",
  session: "with a session in this browser",
  entra: "with Microsoft Entra",
};

const rights: readonly (readonly [Right, string])[] = [
  ["see", "see servers, policies, grants, approvals and calls"],
  ["decideApprovals", "decide approvals"],
  ["writePolicies", "write policies, attach them to grants, scan servers and accept changed tools"],
  ["administer", "manage servers and grants, reset counters, test webhooks, stop all calls"],
];

/** The signed-in person, and what the roles of that person allow. */
export function WhoAmI() {
  const session = useSession();
  const { name, roles, signedInBy, expiresAt } = session.me;
  const signOut = useAction(session.signOut);
  return (
    <section aria-labelledby="who-am-i">
      <h2 id="who-am-i">You</h2>
      <dl class="facts">
        <dt>Name</dt>
        <dd>
          <Text value={name} fold={100} />
        </dd>
        <dt>Roles</dt>
        <dd>{roles.length > 0 ? roles.join(", ") : "none: an administrator has to give you one"}</dd>
        <RightList title="You may" of={rights.filter(([right]) => session.may(right))} />
        <RightList title="You may not" of={rights.filter(([right]) => !session.may(right))} />
        <dt>Signed in</dt>
        <dd>
          {ways[signedInBy]}
          {expiresAt && (
            <>
              , ends <Time at={expiresAt} />
            </>
          )}
        </dd>
      </dl>
      <p class="buttons">
        <button type="button" disabled={signOut.isRunning} onClick={() => void signOut.run()}>
          Sign out
        </button>
      </p>
      {signOut.problem && <ProblemNote problem={signOut.problem} />}
    </section>
  );
}

function RightList({ title, of }: { title: string; of: typeof rights }) {
  return of.length === 0 ? null : (
    <>
      <dt>{title}</dt>
      <dd>
        <ul class="plain">
          {of.map(([right, text]) => (
            <li key={right}>{text}</li>
          ))}
        </ul>
      </dd>
    </>
  );
}
