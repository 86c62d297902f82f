import assert from "node:assert/strict";

/** A person finds the call in the inbox, sees what will run, approves it, and the waiting agent gets the result; the page shows what became of it. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy, { label: "Night shift" });
  const agent = await scene.agent(grant);
  const inbox = await scene.open("/ui/approvals", { role: "Approver" });
  await inbox.getByText("Nothing waits.").waitFor();
  await scene.check(inbox, "approvals-empty");

  const waiting = agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-7" } });
  const row = inbox.getByRole("row").filter({ hasText: "Night shift" });
  await row.getByText("write").waitFor();
  await row.getByText("/tools/cancel-async-job/require_approval/0").waitFor();
  await scene.check(inbox, "approvals");
  await row.getByRole("link", { name: "cancel-async-job" }).click();

  await inbox.getByRole("heading", { name: "What will run" }).waitFor();
  await inbox.getByText("job-7").waitFor();
  await inbox.getByText('"on_pending": "Ask the operators."').waitFor();
  await inbox.getByText("Opened by the Approver.").waitFor();
  const id = new URL(inbox.url()).pathname.split("/").at(-1);
  await scene.check(inbox, "approval");

  await inbox.getByRole("button", { name: "Approve" }).click();
  await inbox.getByText("Approved by the Approver at").waitFor();
  const result = await waiting;
  assert.doesNotMatch(JSON.stringify(result), /POLICY|APPROVAL/, "the agent gets the server's answer");

  await inbox.getByText("The server answered").first().waitFor();
  assert.equal(await inbox.getByRole("button", { name: "Approve" }).count(), 0);
  const stored = await scene.api("GET", `/api/approvals/${id}`);
  assert.equal(stored.state, "consumed");
  assert.deepEqual(
    stored.timeline.map(each => each.event).filter(each => each !== "notNotified"),
    ["asked", "opened", "decided", "consumed", "answered"],
  );
  await scene.check(inbox, "approval-approved");

  await inbox.getByRole("link", { name: "Approvals" }).click();
  await inbox.getByRole("table", { name: /decided/ }).getByText("approved and used").waitFor();
}

const policy = {
  version: "1",
  default: "deny",
  tools: { "cancel-async-job": { require_approval: [{ conditions: [], on_pending: "Ask the operators." }] } },
};
