import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** A viewer sees the rules, the JSON, the history, and may try calls, but changes nothing. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny", tools: { "list-models": {} } });
  const editor = await Editor.open(scene, { role: "Viewer" });
  const { page } = editor;
  await page.getByText("The roles Admin and PolicyManager can change it.").waitFor();
  await editor.checked("No problems and no warnings.");
  for (const name of ["Publish …", "Retire …", "Strict", "Undo"]) {
    assert.equal(await page.getByRole("button", { name }).count(), 0, `${name} is not shown`);
  }
  assert.equal(await page.getByRole("radio").count(), 0);
  const before = await editor.text();
  await editor.json.click();
  await page.keyboard.type("x");
  assert.equal(await editor.text(), before);
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await page.getByRole("region", { name: "Result" }).waitFor();
  await scene.check(page, "policy-viewer");
  await editor.tab("History");
  await page.getByRole("button", { name: "Open revision 1" }).click();
  await page.getByRole("heading", { name: "Revision 1" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Restore …" }).count(), 0);
}
