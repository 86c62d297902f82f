import assert from "node:assert/strict";

/** Each role sees the grants and the changes that it may make; the API refuses the others too. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  await scene.api("PUT", "/api/servers/jobs/policies/strict", { version: "1", default: "deny" });

  for (const role of ["Viewer", "Approver"]) {
    const page = await scene.open("/ui/grants", { role });
    await page.getByText("With the role Admin, you could mint grants.").waitFor();
    await page.getByRole("link", { name: "ci-agent" }).click();
    await page.getByRole("heading", { name: "Usage" }).waitFor();
    await page.getByText("With the role Admin, you could reset counters.").waitFor();
    assert.equal(await page.getByRole("button", { name: /New grant|Change|Rotate|Revoke|Reset/ }).count(), 0, role);
    if (role === "Viewer") {
      await scene.check(page, "grant-viewer");
    }
  }

  const manager = await scene.open(`/ui/grants/${grant.id}`, { role: "PolicyManager" });
  await manager.getByRole("button", { name: "Change the policy" }).click();
  const dialog = manager.getByRole("dialog");
  assert.equal(await dialog.getByLabel("Label").count(), 0);
  assert.ok(await dialog.getByLabel("Server").isDisabled());
  await dialog.getByLabel("Policy").selectOption("strict");
  await dialog.getByRole("button", { name: "Save" }).click();
  await manager.getByText("The grant was changed.").waitFor();
  assert.equal((await scene.api("GET", `/api/grants/${grant.id}`)).policy, "strict");
  assert.equal(await manager.getByRole("button", { name: /Rotate|Revoke/ }).count(), 0);

  const nobody = await scene.open("/ui/grants", { role: "None" });
  await nobody.getByText("No permission").first().waitFor();
  await scene.check(nobody, "grants-no-permission");
}

const policy = { version: "1", default: "deny", tools: { "cancel-async-job": { limits: [{ counter: "cancellations", window: "day", max: 3, scope: "grant" }] } } };
