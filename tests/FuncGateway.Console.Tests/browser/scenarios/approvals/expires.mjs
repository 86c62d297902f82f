import assert from "node:assert/strict";

/** The time left runs out on the open page: the buttons go, and the page says that nobody decided. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  const agent = await scene.agent(grant);
  const page = await scene.open("/ui/approvals", { role: "Approver" });
  const told = await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-7" } });
  assert.match(JSON.stringify(told), /APPROVAL PENDING/);
  assert.match(JSON.stringify(told), new RegExp(`${scene.gateway}|/ui/approvals/`), "the agent is told the address of the page");

  await page.getByRole("link", { name: "cancel-async-job" }).click();
  await page.getByRole("button", { name: "Approve" }).waitFor();
  await page.getByText("Nobody decided in time.").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
  await scene.check(page, "approval-expired");
}

const policy = {
  version: "1",
  default: "deny",
  tools: { "cancel-async-job": { require_approval: [{ conditions: [], timeout: "15s", hold: "0s" }] } },
};
