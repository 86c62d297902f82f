import assert from "node:assert/strict";

/** A Viewer sees that a call waits, but neither what would run nor the buttons; somebody without a role sees why nothing is shown. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy, { label: "Night shift" });
  const agent = await scene.agent(grant);
  void agent.callTool({ name: "cancel-async-job", arguments: { jobId: "secret-job" } }).catch(() => undefined);
  const viewer = await scene.open("/ui/approvals", { role: "Viewer" });
  await viewer.getByRole("link", { name: "cancel-async-job" }).click();
  await viewer.getByText("You may not decide this").waitFor();
  await viewer.getByText("Night shift").first().waitFor();
  await viewer.getByText("A call waits for a decision.").waitFor();
  assert.equal(await viewer.getByText("secret-job").count(), 0);
  assert.equal(await viewer.getByRole("button", { name: /Approve|Refuse/ }).count(), 0);
  await scene.check(viewer, "approval-viewer");

  const [pending] = (await scene.api("GET", "/api/approvals?state=pending")).items;
  assert.deepEqual(pending.timeline.filter(each => each.event === "opened"), [], "looking without the right to decide is not noted");

  const nobody = await scene.open(`/ui/approvals/${pending.id}`, { role: "None" });
  await nobody.getByText("No permission").first().waitFor();
  await scene.check(nobody, "approval-no-permission");
  await nobody.goto(`${scene.gateway}/ui/approvals`);
  await nobody.getByText("No permission").first().waitFor();
  await scene.check(nobody, "approvals-no-permission");
}

const policy = { version: "1", default: "deny", tools: { "cancel-async-job": { require_approval: [{ conditions: [] }] } } };
