import assert from "node:assert/strict";

/** The policies of a server are listed with who published them; a new one is begun with a preset. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "allow" });
  const page = await scene.open("/ui/servers/jobs/policies");
  const row = page.getByRole("row", { name: /main/ });
  await row.getByText("local admin").waitFor();
  await scene.check(page, "server-policies");

  await page.getByLabel("Id", { exact: true }).fill("main");
  await page.getByText("There is a policy 'main' already").waitFor();
  assert.ok(await page.getByRole("button", { name: "Open the editor" }).isDisabled());
  await page.getByLabel("Id", { exact: true }).fill("careful");
  await page.getByLabel("Begin with").selectOption("strict");
  await page.getByRole("button", { name: "Open the editor" }).click();
  await page.waitForURL("**/ui/servers/jobs/policies/careful?preset=strict");
}
