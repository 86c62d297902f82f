import assert from "node:assert/strict";
import { statusOf } from "../../status-of.mjs";

/** A grant is revoked after a confirmation; its client is refused from then on, and nothing more can be changed. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", default: "allow" });
  const agent = await scene.agent(grant);
  await agent.callTool({ name: "list-async-jobs", arguments: {} });

  const page = await scene.open(`/ui/grants/${grant.id}`);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  assert.equal((await scene.api("GET", `/api/grants/${grant.id}`)).state, "live");

  await page.getByRole("button", { name: "Revoke" }).click();
  await scene.check(page, "grant-revoke");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke it for good" }).click();
  await page.getByText("The grant was revoked.").waitFor();
  await page.getByText("revoked", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /Change|Rotate|Revoke/ }).count(), 0);
  await scene.check(page, "grant-revoked");

  await scene.eventually("the token is refused", async () => (await statusOf(grant.mcpUrl, grant.token)) === 401);
  await assert.rejects(agent.callTool({ name: "list-async-jobs", arguments: {} }), "the connected client is refused too");
}
