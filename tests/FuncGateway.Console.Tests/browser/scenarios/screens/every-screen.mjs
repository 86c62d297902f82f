const policy = {
  version: "1",
  default: "deny",
  hide: ["clear-history"],
  tools: {
    "list-async-jobs": {},
    "get-queue-status": {},
    "cancel-async-job": { limits: [{ counter: "cancel-async-job_rate", window: "minute", max: 30, scope: "grant" }] },
    "submit-llm-request-async": { require_approval: [{ conditions: [], hold: "1s", timeout: "15m" }] },
  },
};

/** Every screen with real data: nothing that axe finds, nothing that scrolls sideways, in both themes. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  const agent = await scene.agent(grant);
  for (let call = 0; call < 24; call++) {
    await agent.callTool({ name: "cancel-async-job", arguments: { jobId: `job-${call}` } });
  }
  await agent.callTool({ name: "list-async-jobs", arguments: {} });
  await agent.callTool({ name: "export-history", arguments: {} }).catch(() => undefined);
  await agent.callTool({ name: "submit-llm-request-async", arguments: { prompt: "Summarize the report of the first quarter." } });
  const [waiting] = (await scene.api("GET", "/api/approvals?state=pending")).items;
  const [entry] = (await scene.api("GET", "/api/audit?tool=export-history")).items;

  const page = await scene.open();
  const screens = [
    ["start", "/ui/start", () => page.getByRole("heading", { name: "Start", level: 1 })],
    ["servers", "/ui/servers", () => page.getByRole("rowheader", { name: /jobs/ })],
    ["tools", "/ui/servers/jobs/tools", () => page.getByText("cancel-async-job").first()],
    ["resources", "/ui/servers/jobs/resources", () => page.getByRole("heading", { level: 1 })],
    ["prompts", "/ui/servers/jobs/prompts", () => page.getByRole("heading", { level: 1 })],
    ["policy", "/ui/servers/jobs/policies/main", () => page.getByRole("textbox").first()],
    ["grants", "/ui/grants", () => page.getByRole("rowheader", { name: /ci-agent/ })],
    ["grant", `/ui/grants/${grant.id}`, () => page.getByText("cancel-async-job_rate").first()],
    ["stack", "/ui/stack", () => page.getByText("ci-agent").first()],
    ["approvals", "/ui/approvals", () => page.getByText("submit-llm-request-async").first()],
    ["approval", `/ui/approvals/${waiting.id}`, () => page.getByRole("button", { name: "Approve" })],
    ["activity", "/ui/activity", () => page.getByText("export-history").first()],
    ["decision", `/ui/activity/${entry.id}`, () => page.getByText("export-history").first()],
    ["settings", "/ui/settings", () => page.getByRole("heading", { name: "Settings", level: 1 })],
    ["overview", "/ui/overview", () => page.getByRole("heading", { name: "Calls by hour" })],
  ];

  await scene.eventually("the calls are counted", async () => (await scene.api("GET", "/api/overview")).last24Hours.allow > 0);
  for (const [name, path, shown] of screens) {
    await page.goto(scene.gateway + path);
    await shown().waitFor();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await scene.check(page, name);
  }
}
