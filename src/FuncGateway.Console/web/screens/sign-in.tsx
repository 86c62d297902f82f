import { useState } from "preact/hooks";
import { useAction } from "../parts/action";
import { TextField } from "../parts/field";
import { Empty, ProblemNote } from "../parts/states";
import type { Session } from "../session/session";
import { type SignInState, signInWithKey } from "../session/sign-in";

interface SignInPageProps {
  state: Extract<SignInState, { at: "signIn" }>;
  onSignedIn: (session: Session) => void;
  onSignedOut: () => void;
}

/** Offers the ways to sign in that this gateway has. After signing in, the screen of the address is shown. */
export function SignInPage({ state, onSignedIn, onSignedOut }: SignInPageProps) {
  const { ways, entra, problem } = state;
  return (
    <main class="alone">
      <h1>Sign in to FuncGateway</h1>
      {problem && <ProblemNote problem={problem} />}
      {entra && (
        <button type="button" class="main" onClick={() => void entra.start()}>
          Sign in with Microsoft
        </button>
      )}
      {ways.ways.includes("code") && (
        <p>
          Open the link that the gateway printed when it started. It works once, for 10 minutes; start the gateway again for a new one, or
          sign in with its admin key.
        </p>
      )}
      {ways.ways.includes("key") && <KeyForm onSubmit={async key => onSignedIn(await signInWithKey(key, ways, onSignedOut))} />}
      {ways.ways.length === 0 && <Empty>Sign-in is off: the gateway has neither an admin key nor Microsoft Entra settings.</Empty>}
    </main>
  );
}

function KeyForm({ onSubmit }: { onSubmit: (key: string) => Promise<void> }) {
  const [key, setKey] = useState("");
  const signIn = useAction(() => onSubmit(key.trim()));
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void signIn.run();
      }}
    >
      <TextField
        label="Admin key"
        type="password"
        value={key}
        onChange={setKey}
        required
        hint="A local gateway writes it to .funcgateway/admin.key."
      />
      <button type="submit" class="main" disabled={signIn.isRunning}>
        Sign in
      </button>
      {signIn.problem && <ProblemNote problem={signIn.problem} />}
    </form>
  );
}
