import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Everything is done with the keyboard: a rule is chosen, the JSON is edited and left again, a call is tried, and the policy is published. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny", tools: {} });
  const editor = await Editor.open(scene);
  const { page, json } = editor;
  const focused = locator => locator.evaluate(each => each === each.getRootNode().activeElement);

  await tabTo(page, () => focused(editor.button("cancel-async-job", "Deny")));
  await page.keyboard.press("ArrowLeft");
  await editor.assertChosen("cancel-async-job", "Deny");
  await page.keyboard.press("Enter");
  await editor.assertChosen("cancel-async-job", "Allow");

  await tabTo(page, () => focused(json));
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("End");
  await page.keyboard.type('\n"description": "Keys only",');
  await editor.checked("No problems and no warnings.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await focused(json)), "Escape and Tab leave the editor");
  await page.keyboard.press("Shift+Tab");
  await scene.eventually("Shift+Tab goes back to it", () => focused(json));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");

  const changes = page.getByRole("tab", { name: "Changes" });
  await tabTo(page, () => focused(page.getByRole("tab", { name: "Try" })));
  await page.keyboard.press("ArrowRight");
  assert.ok(await focused(changes));
  await page.getByText("Compared with revision 1").waitFor();
  await page.keyboard.press("ArrowLeft");
  const run = page.getByRole("button", { name: "Try", exact: true });
  await tabTo(page, () => focused(run));
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Result" }).waitFor();

  const publish = page.getByRole("button", { name: "Publish …" });
  await tabTo(page, () => focused(publish), "Shift+Tab");
  await page.keyboard.press("Enter");
  const note = page.getByRole("dialog").getByLabel("Note");
  await note.waitFor();
  await tabTo(page, () => focused(note));
  await page.keyboard.type("by keyboard");
  await page.keyboard.press("Enter");
  const told = page.getByText("Published as revision 2.");
  await told.waitFor();
  await scene.eventually("the focus is on what was said", () => focused(told));
  assert.equal((await scene.api("GET", "/api/servers/jobs/policies/main")).document.description, "Keys only");
}

async function tabTo(page, isThere, key = "Tab") {
  for (let presses = 0; presses < 80; presses++) {
    if (await isThere()) {
      return;
    }
    // Tab indents in the editor; Escape before it leaves.
    await page.keyboard.press("Escape");
    await page.keyboard.press(key);
  }
  assert.fail("cannot be reached with Tab");
}
