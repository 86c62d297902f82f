import assert from "node:assert/strict";

/** A person refuses with a reason, which the waiting agent is told. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  const agent = await scene.agent(grant);
  const page = await scene.open("/ui/approvals", { role: "Approver" });
  const waiting = agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-7" } });
  await page.getByRole("link", { name: "cancel-async-job" }).click();

  await page.getByRole("button", { name: "Refuse with reason" }).click();
  const dialog = page.getByRole("dialog", { name: "Refuse the call" });
  await dialog.getByLabel("Reason").fill("Not during the <b>audit</b>");
  await scene.check(page, "approval-refuse");
  await dialog.getByRole("button", { name: "Refuse" }).click();

  await page.getByText("Refused by the Approver at").waitFor();
  const result = await waiting;
  assert.equal(result.isError, true);
  assert.match(JSON.stringify(result), /Not during the <b>audit<\/b>/);
  await page.getByRole("figure", { name: "Reason" }).getByText("Not during the <b>audit</b>").waitFor();
  await scene.check(page, "approval-refused");

  const { items } = await scene.api("GET", "/api/approvals?state=refused");
  assert.equal(items[0].decision.reason, "Not during the <b>audit</b>");
}

const policy = { version: "1", default: "deny", tools: { "cancel-async-job": { require_approval: [{ conditions: [] }] } } };
