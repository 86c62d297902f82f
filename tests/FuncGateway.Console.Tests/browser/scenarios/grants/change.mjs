import assert from "node:assert/strict";

/** Label, servers and expiry of a grant are changed; a change by somebody else in the meantime is not overwritten. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  await scene.api("PUT", "/api/servers/jobs/policies/strict", { version: "1", default: "deny" });
  await scene.api("PUT", "/api/servers/everything", { name: "Everything", upstreamUrl: scene.everything, headers: {} });
  const stored = () => scene.api("GET", `/api/grants/${grant.id}`);

  const page = await scene.open(`/ui/grants/${grant.id}`);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Label").fill("second shift");
  await dialog.getByRole("group", { name: "Access to jobs" }).getByLabel("Policy").selectOption("strict");
  await dialog.getByRole("button", { name: "Add a server" }).click();
  await dialog.getByRole("group", { name: "Access to everything" }).getByLabel("Policy").selectOption({ label: "none: every call is denied" });
  await dialog.getByLabel("Expires").selectOption({ label: "In 30 days" });
  await scene.check(page, "grant-change");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("The grant was changed.").waitFor();
  await page.getByRole("heading", { name: "second shift", level: 1 }).waitFor();

  const changed = await stored();
  assert.equal(changed.label, "second shift");
  assert.deepEqual(changed.access, [
    { server: "jobs", policy: "strict" },
    { server: "everything", policy: null },
  ]);
  assert.ok(changed.expiresAt);

  await page.getByRole("button", { name: "Change", exact: true }).click();
  await dialog.getByLabel("Label").fill("mine");
  await scene.api("PATCH", `/api/grants/${grant.id}`, { label: "theirs" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Changed in the meantime").waitFor();
  await scene.check(page, "grant-conflict");
  assert.equal((await stored()).label, "theirs");
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "theirs", level: 1 }).waitFor();
  await scene.eventually("the focus is where it was", () => page.evaluate(() => document.activeElement.textContent === "Change"));
}

const policy = { version: "1", default: "deny", tools: { "list-async-jobs": {} } };
