import assert from "node:assert/strict";

/** A limit that is used up is shown as such; after its reset, calls pass again. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  const agent = await scene.agent(grant);
  const call = async () => (await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "a" } })).content[0].text;
  for (let count = 0; count < 3; count++) {
    assert.doesNotMatch(await call(), /^\[POLICY DENIED\]/);
  }
  assert.match(await call(), /^\[POLICY DENIED\]/);

  const page = await scene.open(`/ui/grants/${grant.id}`);
  const row = page.getByRole("row", { name: /cancellations/ });
  await row.getByText(/^3 of 3, resets in/).waitFor();
  await scene.check(page, "grant-counters");
  await row.getByRole("button", { name: /^Reset/ }).click();
  await scene.check(page, "grant-reset");
  await page.getByRole("dialog").getByRole("button", { name: "Begin again at 0" }).click();
  await page.getByText(/^The count began again at 0|has not answered yet/).waitFor();
  // The instance asks again for the counter that was used up, and may reserve a call ahead.
  await row.getByText(/^[01] of 3/).waitFor();
  await scene.eventually("calls pass again", async () => !(await call()).startsWith("[POLICY DENIED]"));
}

const policy = {
  version: "1",
  default: "deny",
  tools: { "cancel-async-job": { limits: [{ counter: "cancellations", window: "day", max: 3, scope: "grant" }] } },
};
