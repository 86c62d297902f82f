import { InteractionRequiredAuthError, PublicClientApplication } from "@azure/msal-browser";
import type { Credentials, SignInWays } from "./session";

type EntraSettings = NonNullable<SignInWays["entra"]>;

/** Signs in with Microsoft Entra: authorization code with PKCE, by redirect. Loaded only where Entra is configured. */
export class EntraSignIn {
  private constructor(
    private readonly app: PublicClientApplication,
    private readonly scopes: string[],
  ) {}

  /** Also completes a sign-in that returns to this page. */
  static async open(settings: EntraSettings): Promise<EntraSignIn> {
    const authority = new URL(settings.authority);
    const app = new PublicClientApplication({
      auth: {
        clientId: settings.clientId,
        authority: settings.authority,
        knownAuthorities: [authority.host],
        redirectUri: `${location.origin}/ui`,
        postLogoutRedirectUri: `${location.origin}/ui`,
      },
      cache: { cacheLocation: "sessionStorage" },
    });
    await app.initialize();
    const answer = await app.handleRedirectPromise();
    if (answer?.account) {
      app.setActiveAccount(answer.account);
    }
    return new EntraSignIn(app, [settings.scope]);
  }

  /** Null if nobody is signed in yet. */
  credentials(): Credentials | null {
    const account = this.app.getActiveAccount() ?? this.app.getAllAccounts()[0];
    if (!account) {
      return null;
    }
    this.app.setActiveAccount(account);
    return {
      bearer: () => this.token(),
      signOut: () => this.app.logoutRedirect({ account }),
    };
  }

  /** Leaves the page for the sign-in, which returns to this address. */
  start(): Promise<void> {
    return this.app.loginRedirect({ scopes: this.scopes, redirectStartPage: location.href });
  }

  private async token(): Promise<string> {
    try {
      return (await this.app.acquireTokenSilent({ scopes: this.scopes })).accessToken;
    } catch (error) {
      if (error instanceof InteractionRequiredAuthError) {
        await this.app.acquireTokenRedirect({ scopes: this.scopes, redirectStartPage: location.href });
      }
      throw error;
    }
  }
}
