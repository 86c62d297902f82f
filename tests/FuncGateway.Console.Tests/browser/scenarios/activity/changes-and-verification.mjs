import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** An Admin sees what people changed; the log is verified, and what is needed to verify it elsewhere is downloaded. Others do not see the changes. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", default: "deny", tools: { "list-models": {} } });
  await (await scene.agent(grant)).callTool({ name: "list-models", arguments: {} });
  const page = await scene.open("/ui/activity", { role: "Admin" });
  await page.getByRole("tab", { name: "Changes" }).click();
  await page.getByRole("row").filter({ hasText: "put policy" }).getByText("jobs/main").waitFor();
  await scene.check(page, "activity-changes");

  await page.getByRole("row").filter({ hasText: "jobs/main" }).getByRole("link", { name: "put policy" }).click();
  await page.getByRole("heading", { name: "Change", level: 1 }).waitFor();
  const fact = name => page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("+ dd");
  assert.equal(await fact("What").innerText(), "jobs/main");
  assert.equal(await fact("Action").innerText(), "put policy");
  assert.equal(await fact("Outcome").innerText(), "done");
  await fact("Server").getByRole("link", { name: "jobs" }).waitFor();
  await scene.check(page, "activity-change");
  await page.reload();
  await fact("What").getByText("jobs/main").waitFor();
  const address = page.url();
  await page.goto(address.replace(/\w{6}\?/, "000000?"));
  await page.getByText("There is no such change in the log.").waitFor();
  await page.getByRole("link", { name: "Changes" }).click();

  await page.getByRole("tab", { name: "Verify" }).click();
  await page.getByRole("button", { name: "Verify all days" }).click();
  await page.getByText("The log is whole").waitFor();
  await page.getByText(/\d+ records? in \d+ chains?/).waitFor();
  await scene.check(page, "activity-verified");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download keys" }).click()]);
  assert.ok(Array.isArray(JSON.parse(await readFile(await file.path(), "utf8")).keys));

  const viewer = await scene.open("/ui/activity?tab=admin", { role: "Viewer" });
  await viewer.getByRole("tab", { name: "Calls" }).waitFor();
  assert.equal(await viewer.getByRole("tab", { name: "Changes" }).count(), 0);
  await viewer.getByText("What people changed is shown to the role Admin.").waitFor();
  await viewer.goto(address);
  await viewer.getByText("What people changed is shown to the role Admin.").waitFor();
}
