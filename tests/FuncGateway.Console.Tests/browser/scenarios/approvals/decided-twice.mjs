import assert from "node:assert/strict";

/** Whoever decides second is told who decided and when; another open page changes by itself. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  const agent = await scene.agent(grant);
  const waiting = agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-7" } });
  let pending = [];
  await scene.eventually("the approval is there", async () => (pending = (await scene.api("GET", "/api/approvals?state=pending")).items).length === 1);
  const address = `/ui/approvals/${pending[0].id}`;
  const first = await scene.open(address, { role: "Approver" });
  const second = await scene.open(address, { role: "Admin" });
  await first.getByRole("button", { name: "Approve" }).waitFor();
  await second.getByRole("button", { name: "Approve" }).waitFor();

  // The second page does not learn of the first decision before it decides itself.
  await second.route(/\/api\/approvals\/[^/]+$/, route => route.abort());
  await first.getByRole("button", { name: "Approve" }).click();
  await first.getByText("Approved by the Approver at").waitFor();
  await second.getByRole("button", { name: "Refuse with reason" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Refuse" }).click();
  await second.getByText(/approved by the Approver at/).first().waitFor();

  await second.unroute(/\/api\/approvals\/[^/]+$/);
  await second.getByText("Approved by the Approver at").first().waitFor();
  await scene.eventually("the buttons are gone", async () => (await second.getByRole("button", { name: "Refuse with reason" }).count()) === 0);
  assert.doesNotMatch(JSON.stringify(await waiting), /POLICY|APPROVAL/, "the call went through");
  assert.equal((await scene.api("GET", `/api/approvals/${pending[0].id}`)).decision.by, "the Approver");

  // A page that only watches changes by itself.
  void agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-8" } }).catch(() => undefined);
  await scene.eventually("the next approval is there", async () => (pending = (await scene.api("GET", "/api/approvals?state=pending")).items).length === 1);
  await second.goto(`${scene.gateway}/ui/approvals/${pending[0].id}`);
  await second.getByRole("button", { name: "Approve" }).focus();
  await scene.api("POST", `/api/approvals/${pending[0].id}/decision`, { decision: "refuse", reason: "No" });
  await second.getByText("Refused by local admin at").waitFor();
  await scene.eventually("the focus is on the result", () => second.evaluate(() => document.activeElement?.getAttribute("role") === "status"));
}

const policy = { version: "1", default: "deny", tools: { "cancel-async-job": { require_approval: [{ conditions: [] }] } } };
