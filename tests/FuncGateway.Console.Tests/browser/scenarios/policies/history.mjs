import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** The history shows who published what with which note, what differs, and restores an old revision with a note; a policy in use cannot be retired. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", default: "deny", tools: { "list-models": {} } });
  await scene.api("PUT", "/api/servers/jobs/policies/main?note=too%20open", { version: "1", default: "allow" });
  const editor = await Editor.open(scene, { query: "?revision=1" });
  const { page } = editor;
  await page.getByRole("cell", { name: "too open" }).waitFor();
  await page.getByRole("heading", { name: "Revision 1" }).waitFor();
  await page.getByRole("heading", { name: "What restoring it would change" }).waitFor();
  await scene.check(page, "policy-history");

  await page.getByRole("button", { name: "Restore …" }).click();
  await page.getByRole("dialog").getByLabel("Note").fill("closed again");
  await scene.check(page, "policy-restore");
  await page.getByRole("dialog").getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByText("Revision 1 was restored as revision 3.").waitFor();
  await editor.assertChosen("list-models", "Allow");
  await editor.assertChosen("clear-history", "Deny");
  const policy = await scene.api("GET", "/api/servers/jobs/policies/main");
  assert.deepEqual([policy.revision, policy.restoredFrom, policy.note], [3, 1, "closed again"]);
  await page.getByRole("cell", { name: "closed again" }).waitFor();

  await page.getByRole("button", { name: "Retire …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Retire", exact: true }).click();
  await dialog.getByText(grant.id).waitFor();
  await page.keyboard.press("Escape");
  await scene.api("DELETE", `/api/grants/${grant.id}`);
  await page.getByRole("button", { name: "Retire …" }).click();
  await dialog.getByRole("button", { name: "Retire", exact: true }).click();
  await page.waitForURL("**/ui/servers/jobs/policies");
}
