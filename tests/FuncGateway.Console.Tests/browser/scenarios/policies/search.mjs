import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

const names = Array.from({ length: 300 }, (_, index) => `tool-${index}`);
const policy = { version: "1", default: "deny", tools: Object.fromEntries(names.map(name => [name, {}])) };

/** A text far below what is drawn is found and replaced with the keyboard only; a viewer can find, and replaces nothing. */
export default async function (scene) {
  await scene.setUp("jobs", policy);
  const editor = await Editor.open(scene);
  const { page, json } = editor;
  assert.ok(!(await editor.text()).includes("tool-277"), "the line is not drawn yet");

  await json.focus();
  await page.keyboard.press("Control+f");
  const find = page.getByRole("textbox", { name: "Find" });
  await focusIsOn(scene, find);
  await page.keyboard.type("tool-277");
  await page.keyboard.press("Enter");
  await page.locator(".cm-searchMatch-selected").getByText("tool-277").waitFor();
  await scene.check(page, "policy-search");

  await page.keyboard.press("Escape");
  await find.waitFor({ state: "detached" });
  await focusIsOn(scene, json);
  await page.keyboard.type("found");
  assert.ok((await editor.text()).includes('"found": {}'), "what was found is selected");

  await page.keyboard.press("Control+f");
  await focusIsOn(scene, find);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("found");
  await tabTo(page, page.getByRole("textbox", { name: "Replace" }));
  await page.keyboard.type("replaced");
  await tabTo(page, page.getByRole("button", { name: "Replace all" }));
  await page.keyboard.press("Enter");
  await page.locator(".cm-line").filter({ hasText: '"replaced": {}' }).waitFor();

  const viewer = await Editor.open(scene, { role: "Viewer" });
  await viewer.json.focus();
  await viewer.page.keyboard.press("Control+f");
  await focusIsOn(scene, viewer.page.getByRole("textbox", { name: "Find" }));
  await viewer.page.keyboard.type("tool-277");
  await viewer.page.keyboard.press("Enter");
  await viewer.page.locator(".cm-searchMatch-selected").getByText("tool-277").waitFor();
  assert.equal(await viewer.page.getByRole("textbox", { name: "Replace" }).count(), 0);
  await scene.check(viewer.page, "policy-search-viewer");
}

const isFocused = locator => locator.evaluate(each => each === each.getRootNode().activeElement);

async function focusIsOn(scene, locator) {
  await locator.waitFor();
  await scene.eventually("the focus moves", () => isFocused(locator));
}

async function tabTo(page, locator) {
  for (let presses = 0; presses < 12 && !(await isFocused(locator)); presses++) {
    await page.keyboard.press("Tab");
  }
  assert.ok(await isFocused(locator), "reached with Tab");
}
