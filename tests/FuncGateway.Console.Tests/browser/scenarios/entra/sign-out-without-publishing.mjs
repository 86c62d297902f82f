import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Signing out leads away to Entra: a person who has agreed to drop the text in the editor is not asked again by the browser. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" });
  const page = await scene.visit("/ui/servers/jobs/policies/main", { ignoreHTTPSErrors: true });
  const asked = [];
  page.on("dialog", dialog => asked.push(dialog.type()));
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await page.getByRole("link", { name: "Continue as the approver" }).click();

  const editor = new Editor(scene, page);
  await editor.json.waitFor();
  await editor.write('{ "version": "1", "default": "allow" }');
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("dialog", { name: "Leave without publishing?" }).getByRole("button", { name: "Leave and drop the text" }).click();
  await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();

  assert.deepEqual(asked, []);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter(each => each.startsWith("funcgateway.draft:"))), []);
}
