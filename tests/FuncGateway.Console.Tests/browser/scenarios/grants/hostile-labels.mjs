import assert from "node:assert/strict";

const labels = ['<img src=x onerror="alert(1)">', "evil \u202egnp.exe\u202c", "\u05e9\u05dc\u05d5\u05dd", "👩🏽‍💻 agent", "w".repeat(100), "zero\u200bwidth"];

/** Labels full of markup, direction marks and invisible characters are shown as text, and change nothing around them. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" }, { label: "plain", scan: false });
  const accepted = [];
  for (const label of labels) {
    const response = await fetch(`${scene.gateway}/api/servers/jobs/grants`, {
      method: "POST",
      headers: { authorization: `Bearer ${scene.adminKey}`, "content-type": "application/json" },
      body: JSON.stringify({ label, policy: "main" }),
    });
    if (response.ok) {
      accepted.push({ label, id: (await response.json()).id });
    } else {
      assert.equal(response.status, 422, label);
    }
  }
  assert.ok(accepted.length > 3, "most of the labels can be given");

  const page = await scene.open("/ui/grants");
  await page.getByText(`${accepted.length + 1} grants`).waitFor();
  assert.equal(await page.locator("main img").count(), 0);
  await scene.check(page, "grants-hostile");
  for (const { id, label } of accepted) {
    await page.goto(`${scene.gateway}/ui/grants/${id}`);
    await page.getByRole("button", { name: "Revoke" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel" }).waitFor();
    if (/[\u200b\u202e]/.test(label)) {
      await dialog.getByText(/U\+20[02][BE]/).first().waitFor();
    }
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }
  await scene.check(page, "grant-hostile");
}
