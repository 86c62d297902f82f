import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Mistakes are marked beside their lines in the gateway's words, and names, values, tools and paths are completed. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" });
  const editor = await Editor.open(scene);
  const { page, json } = editor;

  await editor.write('{\n  "version": "1",\n  "default": "deny",\n  "tools": { "cancel-async-jb": {} },\n  "wrong": 1\n}');
  await editor.checked("1 problem.");
  await page.getByText('found the unknown field "wrong"').waitFor();
  assert.equal(await json.locator(".cm-lintRange-error").innerText(), '"wrong": 1');
  await scene.check(page, "policy-problems");
  await page.getByRole("button", { name: "Problem /wrong" }).click();
  await page.keyboard.press("Delete");
  await page.keyboard.type('"list": "allowed"');
  await editor.checked("1 warning.");
  await page.getByText("cancel-async-jb").last().waitFor();

  await page.getByRole("button", { name: "Publish …" }).click();
  await page.getByRole("dialog").getByText("Warning", { exact: true }).waitFor();
  await page.keyboard.press("Escape");

  await editor.write('{ "version": "1", "default": "deny", "tools": {}, "tools": {} }');
  await editor.checked("1 problem.");
  await page.getByRole("button", { name: "Publish …" }).click();
  await page.getByText("Solve the problems first").waitFor();
  assert.ok(await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).isDisabled());
  await page.keyboard.press("Escape");

  await editor.write('{ "version": "1", ');
  await page.getByText("The text is not JSON at the moment.").first().waitFor();
  assert.ok(await editor.button("clear-history", "Allow").isDisabled());

  await editor.write("");
  await page.keyboard.type('{"ver');
  await complete(editor, "version");
  await page.keyboard.type("1");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(', "def');
  await complete(editor, "default");
  await page.keyboard.press("Control+Space");
  await complete(editor, "deny");
  await page.keyboard.type(', "tools');
  await complete(editor, "tools");
  await page.keyboard.type('"cancel');
  await complete(editor, "cancel-async-job");
  await page.keyboard.type('"deny_');
  await complete(editor, "deny_if");
  await page.keyboard.type('{"cond');
  await complete(editor, "conditions");
  await page.keyboard.type('{"pa');
  await complete(editor, "path");
  await page.keyboard.press("Control+Space");
  await complete(editor, "args.jobId");
  await page.keyboard.type(', "op');
  await complete(editor, "op");
  await page.keyboard.press("Control+Space");
  await complete(editor, "eq");
  await page.keyboard.type(', "value": "job-1"');
  await editor.checked("No problems and no warnings.");
  assert.deepEqual(JSON.parse(await editor.text()), {
    version: "1",
    default: "deny",
    tools: { "cancel-async-job": { deny_if: [{ conditions: [{ path: "args.jobId", op: "eq", value: "job-1" }] }] } },
  });
}

async function complete({ page }, label) {
  const option = page.getByRole("option", { name: label, exact: false }).first();
  await option.waitFor();
  await option.click();
  await page.getByRole("listbox").waitFor({ state: "detached" });
}
