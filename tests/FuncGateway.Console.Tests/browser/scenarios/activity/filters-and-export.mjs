import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** The filters find what was asked for, stay in the address, and hold for the exported files. */
export default async function (scene) {
  const night = await scene.setUp("jobs", policy, { label: "Night shift" });
  const day = await scene.api("POST", "/api/servers/jobs/grants", { label: "Day shift", policy: "main" });
  for (const grant of [night, day]) {
    const agent = await scene.agent(grant);
    await agent.callTool({ name: "list-models", arguments: {} });
    await agent.callTool({ name: "clear-history", arguments: {} }).catch(() => undefined);
  }

  const page = await scene.open("/ui/activity", { role: "Viewer" });
  const rows = page.getByRole("table").getByRole("row");
  await page.getByRole("link", { name: "list-models" }).first().waitFor();
  await page.getByLabel("Grant").selectOption("Night shift");
  await page.getByLabel("Tool").fill("list-models");
  await scene.eventually("one row is left", async () => (await rows.count()) === 2);
  await page.getByLabel("Tool").fill("");
  await page.getByText("More filters").click();
  await page.getByLabel("Rule").fill("(default deny)");
  await scene.eventually("the denied call is left", async () => (await rows.count()) === 2 && /clear-history/.test(await rows.nth(1).innerText()));
  await page.reload();
  await scene.eventually("the filters are in the address", async () => (await rows.count()) === 2);
  await scene.check(page, "activity-filters");

  const lines = await exported(page, "Export JSON lines");
  assert.deepEqual(lines.trim().split("\n").map(line => JSON.parse(line).tool), ["clear-history"]);
  const csv = await exported(page, "Export CSV");
  assert.equal(csv.trim().split(/\r?\n/).length, 2, `a header and one entry: ${csv}`);

  await page.getByRole("button", { name: "Clear the filters" }).click();
  await page.getByLabel("Method").fill("tools/list");
  await page.getByLabel("Verdict").selectOption("limited");
  await page.getByText("No entry matches the filters.").waitFor();
  await scene.check(page, "activity-nothing-found");

  await page.context().setOffline(true);
  await page.getByText("No connection").first().waitFor();
  await scene.check(page, "activity-offline");
  await page.context().setOffline(false);

  const nobody = await scene.open("/ui/activity", { role: "None" });
  await nobody.getByText("No permission").first().waitFor();
  assert.equal(await nobody.getByText("new entries appear on top").count(), 0);
  await scene.check(nobody, "activity-no-permission");
}

async function exported(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return readFile(await file.path(), "utf8");
}

const policy = { version: "1", default: "deny", tools: { "list-models": {} } };
