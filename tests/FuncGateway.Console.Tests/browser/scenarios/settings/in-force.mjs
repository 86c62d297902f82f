import assert from "node:assert/strict";

/** The settings in force are listed with their source and filtered; no secret is among them. Version and health are shown. */
export default async function (scene) {
  const page = await scene.open("/ui/settings");
  const table = page.getByRole("table", { name: "Settings in force" });
  await table.waitFor();
  await page.getByText("The storage answers.").waitFor();
  await page.getByText("The durable engine answers.").waitFor();
  const all = await table.getByRole("row").count();
  assert.ok(all > 10);
  assert.ok(!(await page.locator("body").innerText()).includes(scene.adminKey), "the admin key is not shown");
  await scene.check(page, "settings");

  await page.getByLabel("Name or value").fill("tableprefix");
  await page.getByRole("status").filter({ hasText: "1 of" }).waitFor();
  assert.equal(await table.getByRole("row").count(), 2);
  await table.getByRole("cell", { name: "command line" }).waitFor();
  await page.getByLabel("Name or value").fill("nothing like this");
  await page.getByText("No setting matches these filters.").waitFor();

  await page.context().setOffline(true);
  await page.getByText("No connection").first().waitFor({ timeout: 60_000 });
  await scene.check(page, "settings-offline");
}
