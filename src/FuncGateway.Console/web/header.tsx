import { useAction } from "./parts/action";
import { PendingCount } from "./parts/pending-count";
import { ProblemNote } from "./parts/states";
import { ThemeButton } from "./parts/theme";
import { useSession } from "./session/session";

interface HeaderProps {
  home: string;
  pages: readonly { path: string; label: string }[];
  path: string;
}

/** The navigation, and who is signed in. */
export function Header({ home, pages, path }: HeaderProps) {
  const session = useSession();
  const signOut = useAction(session.signOut);
  return (
    <>
      <header class="top">
        <a class="brand" href={home}>
          FuncGateway
        </a>
        <nav aria-label="Main">
          {pages.map(page => (
            <a key={page.path} href={page.path} aria-current={path.startsWith(page.path) ? "page" : undefined}>
              {page.label}
              {page.path === "/ui/approvals" && <PendingCount />}
            </a>
          ))}
        </nav>
        <div class="person">
          <ThemeButton />
          <bdi>{session.me.name}</bdi>
          <button type="button" class="quiet" data-leaves disabled={signOut.isRunning} onClick={() => void signOut.run()}>
            Sign out
          </button>
        </div>
      </header>
      {signOut.problem && (
        <div class="not-signed-out">
          <ProblemNote problem={signOut.problem} />
        </div>
      )}
    </>
  );
}
