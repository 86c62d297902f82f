import { ApiProblem } from "../api/problem";
import type { EntraSignIn } from "./entra";
import { takeCode } from "./one-time-code";
import { anonymous, type Credentials, openSession, type Session, type SessionEnd, type SignInWays } from "./session";

/** What the page can do at start: show its screens, or ask for a sign-in. */
export type SignInState =
  | { at: "signedIn"; session: Session }
  | { at: "signIn"; ways: SignInWays; entra: EntraSignIn | null; problem: ApiProblem | null }
  | { at: "failed"; problem: ApiProblem };

type OnEnd = (end: SessionEnd) => void;

const cookie: Credentials = { bearer: null, signOut: async () => undefined };

/** A key that is sent with each request, where the gateway keeps no sessions. Held in this page only: a reload asks again. */
export function keyCredentials(key: string): Credentials {
  return { bearer: async () => key, signOut: async () => undefined };
}

// A code that the gateway has not seen yet, for another try: it is not in the address any more.
let untried: string | null = null;

/** Signs in with whatever this browser already has: the code of the link, the session's cookie, an Entra account. */
export async function signInAtStart(onEnd: OnEnd): Promise<SignInState> {
  const code = takeCode() ?? untried;
  untried = code;
  try {
    const refused = code === null ? null : await exchange({ code });
    if (untried === code) {
      untried = null;
    }
    const known = await tryOpen(cookie, onEnd);
    if (known) {
      return { at: "signedIn", session: known };
    }
    const ways = await anonymous.get("/api/sign-in");
    const entra = ways.entra ? await (await import("./entra")).EntraSignIn.open(ways.entra) : null;
    const account = entra?.credentials();
    const session = account ? await tryOpen(account, onEnd) : null;
    return session ? { at: "signedIn", session } : { at: "signIn", ways, entra, problem: refused };
  } catch (error) {
    return { at: "failed", problem: error instanceof ApiProblem ? error : new ApiProblem(500, String(error), []) };
  }
}

/** Signs in with the admin key, typed by a person. */
export async function signInWithKey(key: string, ways: SignInWays, onEnd: OnEnd): Promise<Session> {
  if (!ways.ways.includes("code")) {
    return openSession(keyCredentials(key), onEnd);
  }
  const refused = await exchange({ key });
  if (refused) {
    throw refused;
  }
  return openSession(cookie, onEnd);
}

/** Exchanges a one-time code or the admin key for a session's cookie. Returns why it was refused; null if it was not. Throws if the gateway does not answer. */
async function exchange(secret: { code: string } | { key: string }): Promise<ApiProblem | null> {
  try {
    await anonymous.write("post", "/api/session", { body: secret });
    return null;
  } catch (error) {
    if (error instanceof ApiProblem && error.kind !== "offline" && error.kind !== "unavailable") {
      return error;
    }
    throw error;
  }
}

async function tryOpen(credentials: Credentials, onEnd: OnEnd): Promise<Session | null> {
  try {
    return await openSession(credentials, onEnd);
  } catch (error) {
    if (error instanceof ApiProblem && error.kind === "signedOut") {
      return null;
    }
    throw error;
  }
}
