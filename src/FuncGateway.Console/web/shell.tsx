import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorBoundary, Route, Router, useLocation } from "preact-iso";
import { ApiProblem } from "./api/problem";
import { Header } from "./header";
import { FreezeBanner } from "./parts/freeze-banner";
import { lazy } from "./parts/lazy";
import { Empty, Loading, ProblemNote } from "./parts/states";
import { useTitle } from "./parts/title";
import { Home } from "./screens/home";
import { OverviewProvider, useOverview } from "./session/overview";

const start = page("start", "Start", () => import("./screens/start"));
const pages = [
  page("overview", "Overview", () => import("./screens/overview")),
  page("servers", "Servers", () => import("./screens/servers")),
  page("grants", "Grants", () => import("./screens/grants")),
  page("stack", "Stack", () => import("./screens/stack")),
  page("approvals", "Approvals", () => import("./screens/approvals")),
  page("activity", "Activity", () => import("./screens/activity")),
  page("settings", "Settings", () => import("./screens/settings")),
];
/** The console without a screen. It leads to one. */
const home = "/ui";
const Server = lazy(() => import("./screens/servers/server"));
const Policy = lazy(() => import("./screens/policies/policy"));
const Grant = lazy(() => import("./screens/grants/grant"));
const Approval = lazy(() => import("./screens/approvals/approval"), "Approval");
const Change = lazy(() => import("./screens/activity/change"), "Change");
const Decision = lazy(() => import("./screens/activity/decision"));

function page(name: string, label: string, load: Parameters<typeof lazy>[0]) {
  return { path: `/ui/${name}`, label, screen: lazy(load, label) };
}

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
      <Header home={home} pages={data?.isFirstRun ? [start, ...pages] : pages} path={path} />
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
  useTitle("No such screen");
  return (
    <>
      <h1>No such screen</h1>
      <Empty>
        There is nothing at this address. <a href="/ui/overview">Go to the overview</a>.
      </Empty>
    </>
  );
}
