import assert from "node:assert/strict";

/** The settings of a server are changed, a conflict is noticed, a stored credential stays; removing it names the grants that end. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "allow" }, { label: "night build" });
  await scene.api("PUT", "/api/servers/jobs", { name: "Jobs", upstreamUrl: scene.jobs, headers: { "X-Key": "one two" } });
  const page = await scene.open("/ui/servers/jobs/settings");
  assert.equal(await page.getByLabel("Value of header 1").inputValue(), "(set)");

  await page.getByLabel("Name", { exact: true }).fill("Job queue");
  await page.getByLabel("When the definition of a tool changes").selectOption("hide");
  await page.getByLabel("Trust what this server says about its own tools").check();
  await page.getByLabel("Arguments of calls").selectOption("Recorded, encrypted");
  await page.getByLabel("Days that arguments are kept").fill("3");
  await scene.check(page, "server-settings");
  await page.getByRole("button", { name: "Save and check" }).click();
  await page.getByText("Saved and reached").waitFor();
  const saved = await scene.api("GET", "/api/servers/jobs");
  assert.deepEqual([saved.name, saved.onChange, saved.trusted, saved.headers], ["Job queue", "hide", true, { "X-Key": "(set)" }]);
  assert.deepEqual([saved.recordArguments, saved.recordArgumentsDays], ["sealed", 3]);
  await page.getByRole("heading", { name: "Job queue", level: 1 }).waitFor();

  await page.getByLabel("Name", { exact: true }).fill("Mine");
  await scene.api("PUT", "/api/servers/jobs", { name: "Theirs", upstreamUrl: scene.jobs, headers: { "X-Key": "(set)" } });
  await page.getByRole("button", { name: "Save and check" }).click();
  await page.getByRole("alert").getByText("Changed in the meantime").waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Mine", "what was typed is kept");
  assert.equal((await scene.api("GET", "/api/servers/jobs")).name, "Theirs");

  await page.reload();
  await page.getByRole("button", { name: "Remove the server …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("night build").waitFor();
  await scene.check(page, "server-removal");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal((await scene.api("GET", "/api/servers")).items.length, 1);

  await page.getByRole("button", { name: "Remove the server …" }).click();
  await page.getByRole("button", { name: "Remove jobs" }).click();
  await page.getByText("There is no server yet").waitFor();
  assert.deepEqual((await scene.api("GET", "/api/servers")).items, []);
  assert.deepEqual((await scene.api("GET", "/api/grants")).items.map(each => each.state), ["revoked"]);
}
