import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Of two people who edit the same policy, the second one is told who was first, keeps the text, compares, and publishes knowingly or reloads. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny", tools: {} });
  const first = await Editor.open(scene);
  const second = await Editor.open(scene, { role: "PolicyManager" });
  await first.choose("list-models", "Allow");
  await second.choose("clear-history", "Hide");
  await first.publish("first");

  // The second page may not have noticed yet; then the gateway refuses.
  const { page } = second;
  const conflict = page.getByRole("alert").filter({ hasText: "Changed in the meantime" });
  await conflict.or(page.getByRole("button", { name: "Publish …" })).first().waitFor();
  if (!(await conflict.isVisible())) {
    await second.publish("second").catch(() => undefined);
  }
  await conflict.getByText("Revision 2 was published").waitFor();
  await conflict.getByText("local admin").waitFor();
  await conflict.getByText("first").waitFor();
  assert.ok((await second.text()).includes("clear-history"), "the text is kept");
  await scene.check(page, "policy-conflict");

  await conflict.getByRole("button", { name: "Compare with mine" }).click();
  await conflict.waitFor({ state: "detached" });
  await page.getByText("Compared with revision 2").waitFor();
  await second.publish("second");
  await page.getByText("Published as revision 3.").waitFor();
  const policy = await scene.api("GET", "/api/servers/jobs/policies/main");
  assert.deepEqual(policy.document.hide, ["clear-history"]);
  assert.equal(policy.by, "the PolicyManager");

  const told = first.page.getByRole("alert").filter({ hasText: "Revision 3 was published" });
  await told.waitFor();
  await told.getByRole("button", { name: "Reload" }).click();
  await first.assertChosen("clear-history", "Hide");
  await first.assertChosen("list-models", "Deny");
}
