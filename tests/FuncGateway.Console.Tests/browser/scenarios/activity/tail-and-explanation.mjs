import assert from "node:assert/strict";

/** New calls appear by themselves; one that was denied is explained with the rule as it was in that revision, and proved. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy("before"));
  const page = await scene.open("/ui/activity", { role: "PolicyManager" });
  await page.getByText("No agent has made a request yet.").waitFor();
  await scene.check(page, "activity-empty");
  const agent = await scene.agent(grant);
  await agent.callTool({ name: "list-models", arguments: {} });
  await page.getByRole("row").filter({ hasText: "list-models" }).getByText("allowed").waitFor();

  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Paused").waitFor();
  await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-7" } });
  assert.equal(await page.getByRole("link", { name: "cancel-async-job" }).count(), 0);
  await page.getByRole("button", { name: "Pause" }).click();
  const row = page.getByRole("row").filter({ hasText: "cancel-async-job" });
  await row.getByText("denied").waitFor();
  await scene.check(page, "activity");

  await page.getByRole("row").filter({ hasText: "list-models" }).getByRole("link", { name: "list-models" }).click();
  const policyOf = page.locator("dt", { hasText: /^Policy$/ }).locator("+ dd");
  await policyOf.getByText("main, revision 1").waitFor();
  assert.match(await policyOf.getByRole("link", { name: "main" }).getAttribute("href"), /\/jobs\/policies\/main$/);
  await page.goBack();

  // A later revision does not change the explanation.
  await scene.api("PUT", "/api/servers/jobs/policies/main", policy("after"));
  await row.getByRole("link", { name: "cancel-async-job" }).click();
  await page.getByText("It was denied.").waitFor();
  await page.getByText('"description": "before"').waitFor();
  await page.getByRole("figure", { name: "Told to the agent" }).getByText("Jobs are not cancelled here.").waitFor();
  await page.getByText("/tools/cancel-async-job/deny_if/0").waitFor();
  await page.getByRole("link", { name: "Make a rule from this" }).waitFor();
  await scene.check(page, "activity-decision");

  await showProof(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the proof" }).click()]);
  assert.match(file.suggestedFilename(), /^proof-.+\.json$/);
}

// A checkpoint is written every minute.
async function showProof(page) {
  const proof = page.getByText(/The entry is record \d+ of \d+/);
  for (let attempt = 0; attempt < 60 && (await proof.count()) === 0; attempt++) {
    const answer = page.waitForResponse(/\/proof$/);
    await page.getByRole("button", { name: "Show the proof" }).click();
    await answer;
    await page.getByText("A checkpoint is written every minute").or(proof).first().waitFor();
    await new Promise(resolve => setTimeout(resolve, 2_000));
  }
  assert.equal(await proof.count(), 1, "the entry is proved");
}

const policy = description => ({
  version: "1",
  default: "deny",
  tools: {
    "list-models": {},
    "cancel-async-job": { deny_if: [{ description, conditions: [{ path: "args.jobId", op: "exists", value: true }], on_deny: "Jobs are not cancelled here." }] },
  },
});
