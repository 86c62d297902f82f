import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** A new policy starts from a preset; text that is not published is not lost by a preset, a link, a reload or the way back. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" });
  const editor = await Editor.open(scene, { policy: "ci", query: "?preset=recommended" });
  const { page } = editor;
  await page.getByText("Not published: no grant can use it yet.").waitFor();
  await editor.assertChosen("list-models", "Allow");
  await editor.assertChosen("clear-history", "Hide");

  await page.getByRole("button", { name: "Strict" }).click();
  await page.getByText("The text is now the preset Strict.").waitFor();
  await editor.choose("list-models", "Hide");
  await page.getByRole("button", { name: "Read-only" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await editor.assertChosen("list-models", "Hide");

  await page.getByRole("link", { name: "Grants" }).click();
  await page.getByRole("dialog", { name: "Leave without publishing?" }).getByRole("button", { name: "Stay" }).click();
  assert.ok(page.url().includes("/policies/ci"));
  await page.reload();
  await page.getByText("The text that you had not published was kept in this tab.").waitFor();
  await editor.assertChosen("list-models", "Hide");

  await editor.publish("");
  await page.getByText("Published as revision 1.").waitFor();
  assert.ok((await scene.api("GET", "/api/servers/jobs/policies/ci")).document.hide.includes("list-models"));
  await page.getByRole("link", { name: "Grants" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.ok(page.url().endsWith("/ui/grants"), "nothing is asked once it is published");
  assert.equal(await page.getByRole("dialog").count(), 0);
}
