import assert from "node:assert/strict";

const policy = { version: "1", default: "deny", tools: { "list-models": {}, "retry-async-job": { require_approval: [{ conditions: [] }] } } };

/** The title of the page names the screen and what it shows, and how many approvals wait. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy, { label: `night shift\u200b ${"x".repeat(80)}` }).catch(() => scene.setUp("jobs", policy, { label: "night shift" }));
  const { label } = await scene.api("GET", `/api/grants/${grant.id}`);
  const shown = label === "night shift" ? label : `night shift[U+200B] ${"x".repeat(47)}…`;
  const agent = await scene.agent(grant);
  await agent.callTool({ name: "list-models", arguments: {} });
  const [entry] = (await scene.api("GET", "/api/audit?tool=list-models")).items;
  const page = await scene.open();
  const assertTitle = async title => {
    await scene.eventually(`the title ${title}`, async () => (await page.title()) === title).catch(async () => assert.equal(await page.title(), title));
  };

  await assertTitle("Overview – FuncGateway");
  for (const [path, title] of [
    ["grants", "Grants"],
    [`grants/${grant.id}`, `Grant ${shown}`],
    ["servers/jobs", "Tools of jobs"],
    ["servers/jobs/tools?tool=list-models", "Tool list-models of jobs"],
    ["servers/jobs/policies/main", "Policy main of jobs"],
    [`activity/${entry.id}`, "Decision list-models"],
    ["nowhere", "No such screen"],
  ]) {
    await page.goto(`${scene.gateway}/ui/${path}`);
    await assertTitle(`${title} – FuncGateway`);
  }

  await page.getByRole("link", { name: "Settings" }).click();
  await assertTitle("Settings – FuncGateway");
  void agent.callTool({ name: "retry-async-job", arguments: { jobId: "job-1" } }).catch(() => undefined);
  await assertTitle("(1) Settings – FuncGateway");
  await page.getByRole("link", { name: /^Approvals/ }).click();
  await assertTitle("Approvals (1) – FuncGateway");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await assertTitle("Sign in – FuncGateway");
}
