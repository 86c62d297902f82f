import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorBoundary, lazy, Route, Router, useLocation } from "preact-iso";
import { ApiProblem } from "./api/problem";
import { FreezeBanner } from "./parts/freeze-banner";
import { PendingCount } from "./parts/pending-count";
import { Empty, Loading, ProblemNote } from "./parts/states";
import { ThemeButton } from "./parts/theme";
import { Home } from "./screens/home";
import { OverviewProvider, useOverview } from "./session/overview";
import { useSession } from "./session/session";

const start = { path: "/ui/start", label: "Start", screen: lazy(() => import("./screens/start")) };
const pages = [
  { path: "/ui/overview", label: "Overview", screen: lazy(() => import("./screens/overview")) },
  { path: "/ui/servers", label: "Servers", screen: lazy(() => import("./screens/servers")) },
  { path: "/ui/grants", label: "Grants", screen: lazy(() => import("./screens/grants")) },
  { path: "/ui/stack", label: "Stack", screen: lazy(() => import("./screens/stack")) },
  { path: "/ui/approvals", label: "Approvals", screen: lazy(() => import("./screens/approvals")) },
  { path: "/ui/activity", label: "Activity", screen: lazy(() => import("./screens/activity")) },
  { path: "/ui/settings", label: "Settings", screen: lazy(() => import("./screens/settings")) },
];
/** The console without a screen. It leads to one. */
const home = "/ui";
const Server = lazy(() => import("./screens/servers/server"));
const Policy = lazy(() => import("./screens/policies/policy"));
const Grant = lazy(() => import("./screens/grants/grant"));
const Approval = lazy(() => import("./screens/approvals/approval"));
const Change = lazy(() => import("./screens/activity/change"));
const Decision = lazy(() => import("./screens/activity/decision"));

/** The frame of every screen: navigation, who is signed in, and the screen of the address. */
export function Shell() {
  return (
    <OverviewProvider>
      <Frame />
    </OverviewProvider>
  );
}

function Frame() {
  const main = useRef<HTMLElement>(null);
  const { path } = useLocation();
  const { data, problem } = useOverview();
  const first = useRef(true);

  // A screen reader stays on the link that was followed unless the focus moves to the new screen.
  useEffect(() => {
    if (path === home) {
      return;
    }
    if (!first.current) {
      main.current?.focus();
      scrollTo(0, 0);
    }
    first.current = false;
  }, [path]);

  // Where it leads is not known yet, nor whether Start is in the navigation.
  if (path === home && !data && !problem) {
    return (
      <main class="alone">
        <Loading what="the console" />
      </main>
    );
  }
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header path={path} />
      <FreezeBanner />
      <main id="main" ref={main} tabIndex={-1}>
        <Screens />
      </main>
    </>
  );
}

function Screens() {
  const [failed, setFailed] = useState<Error | null>(null);
  const { path } = useLocation();
  useEffect(() => setFailed(null), [path]);
  if (failed) {
    // A script that cannot be loaded was replaced by a newer version of the console, or the gateway is not reachable.
    return (
      <ProblemNote problem={new ApiProblem(500, `This screen cannot be shown: ${failed.message}`, [])} onRetry={() => location.reload()} />
    );
  }

  return (
    <ErrorBoundary onError={error => setFailed(error)}>
      <Router>
        <Route path={home} component={Home} />
        {[start, ...pages].map(page => (
          <Route key={page.path} path={page.path} component={page.screen} />
        ))}
        <Route path="/ui/servers/:server/policies/:policy" component={Policy} />
        <Route path="/ui/servers/:server/:tab?" component={Server} />
        <Route path="/ui/grants/:grant" component={Grant} />
        <Route path="/ui/approvals/:approval" component={Approval} />
        <Route path="/ui/activity/changes/:id" component={Change} />
        <Route path="/ui/activity/:id" component={Decision} />
        <Route default component={NoSuchScreen} />
      </Router>
    </ErrorBoundary>
  );
}

function NoSuchScreen() {
  return (
    <>
      <h1>No such screen</h1>
      <Empty>
        There is nothing at this address. <a href="/ui/overview">Go to the overview</a>.
      </Empty>
    </>
  );
}

function Header({ path }: { path: string }) {
  const session = useSession();
  const isFirstRun = useOverview().data?.isFirstRun ?? false;
  return (
    <header class="top">
      <a class="brand" href={home}>
        FuncGateway
      </a>
      <nav aria-label="Main">
        {(isFirstRun ? [start, ...pages] : pages).map(page => (
          <a key={page.path} href={page.path} aria-current={path.startsWith(page.path) ? "page" : undefined}>
            {page.label}
            {page.path === "/ui/approvals" && <PendingCount />}
          </a>
        ))}
      </nav>
      <div class="person">
        <ThemeButton />
        <bdi>{session.me.name}</bdi>
        <button type="button" class="quiet" onClick={() => void session.signOut()}>
          Sign out
        </button>
      </div>
    </header>
  );
}
