import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

const denied = '"deny_if": [ { "conditions": [ { "path": "args.jobId", "op": "eq", "value": "job-7" } ] } ]';
const held = '"require_approval": [ { "conditions": [ { "path": "args.jobId", "op": "exists", "value": true } ], "timeout": "1h" } ]';
const limited = '"limits": [ { "counter": "c", "window": "day", "max": 3, "scope": "grant" } ]';
const documentOf = (name, ...members) => `{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "${name}": { "description": "Why.", ${members.join(", ")} }\n  }\n}`;

/** A limit and an approval are added to a rule with other members; what replaces such a rule says so and can be undone. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" });
  const editor = await Editor.open(scene);
  const { page } = editor;
  const tool = "cancel-async-job";
  const rules = async () => JSON.parse(await editor.text()).tools;
  const news = text => page.getByRole("status").filter({ hasText: text }).waitFor();
  const begin = async (...members) => {
    await editor.write(documentOf(tool, ...members));
    await editor.assertChosen(tool, "Custom");
  };

  await begin(denied, held);
  const before = (await rules())[tool];
  await editor.button(tool, "Limit").click();
  await news("Added a limit of 30 calls a minute. Kept: deny_if, require_approval. Undo with Ctrl+Z in the editor");
  const { limits, ...kept } = (await rules())[tool];
  assert.deepEqual(kept, before);
  assert.equal(limits[0].max, 30);
  await scene.check(page, "policy-kept-rule");
  await editor.assertChosen(tool, "Custom");
  const text = await editor.text();
  await editor.button(tool, "Limit").click();
  await news("The rule limits calls already, so nothing was changed.");
  await editor.assertText(text);

  await editor.button(tool, "Approve").click();
  await news("Added an approval of every call. Kept: deny_if, require_approval, limits.");
  assert.deepEqual((await rules())[tool].require_approval, [...before.require_approval, { conditions: [] }]);
  assert.deepEqual((await rules())[tool].deny_if, before.deny_if);

  await begin('"deny_if": [ { "conditions": [] } ]', limited);
  await editor.button(tool, "Limit").click();
  await news("The rule limits calls already. Replaced a custom rule: deny_if.");
  assert.deepEqual(Object.keys((await rules())[tool]), ["description", "limits"]);

  await begin(denied, '"limits": []');
  await editor.button(tool, "Limit").click();
  await news("Added a limit of 30 calls a minute. Kept: deny_if. Undo");
  assert.equal((await rules())[tool].limits.length, 1);

  for (const choice of ["Allow", "Deny", "Hide"]) {
    await begin(denied, limited);
    await editor.choose(tool, choice);
    await news("Replaced a custom rule: deny_if, limits. Undo with Ctrl+Z in the editor");
    assert.equal((await editor.text()).includes("job-7"), false);
    await page.getByRole("button", { name: "Undo" }).click();
    await editor.assertText(documentOf(tool, denied, limited));
  }

  await editor.write(documentOf("cancel-*", denied, held));
  await editor.assertChosen(tool, "Custom");
  await editor.button(tool, "Limit").click();
  await news("Kept: deny_if, require_approval.");
  assert.deepEqual((await rules())[tool].deny_if, before.deny_if, "what the pattern says still applies to the tool");
  assert.equal((await rules())["cancel-*"].limits, undefined);
  await editor.write(documentOf("cancel-*", denied, held));
  await editor.assertChosen(tool, "Custom");
  await editor.choose(tool, "Allow");
  await news("The rule of the pattern cancel-* does not apply to it any more: deny_if, require_approval.");
}
