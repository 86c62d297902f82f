import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";
import { tool, Upstream } from "../../upstream.mjs";

const names = [
  '<img src=x onerror="alert(1)">',
  "safe\u202Etxt.exe",
  'quote"back\\slash/~tilde',
  "__proto__",
  "مرحبا-tool",
  "🧨-tool",
  `long-${"x".repeat(900)}`,
  "every*",
];

/** Names full of markup, direction marks and patterns are shown harmlessly, and each rule is written for that very tool. */
export default async function (scene) {
  const upstream = await Upstream.start({ tools: names.map(name => tool(name, "<script>alert(1)</script>\u202E", "a<b>!")) });
  await scene.setUp("jobs", { version: "1", default: "deny", tools: {} }, { upstream: upstream.url });
  const listed = (await scene.api("GET", "/api/servers/jobs/tools")).items.map(each => each.name);
  const editor = await Editor.open(scene);
  const { page } = editor;
  const choosable = listed.filter(name => !name.includes("*"));
  assert.ok(choosable.length >= 3, "the gateway lists most of the tools");
  for (const name of choosable) {
    await button(page, name, "Limit").click();
  }
  await editor.checked("No problems and no warnings.");
  const document = JSON.parse(await documentOf(editor));
  assert.deepEqual(Object.keys(document.tools).sort(), choosable.toSorted());
  for (const name of choosable) {
    assert.equal(document.tools[name].limits[0].counter, `${name}_rate`);
  }
  if (listed.includes("every*")) {
    assert.ok(await button(page, "every*", "Allow").isDisabled(), "a button would write a pattern");
  }
  await scene.check(page, "policy-hostile");

  await page.getByLabel("Tool", { exact: true }).fill(choosable[0]);
  await page.getByLabel("a<b>").fill("\u202E<b>");
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await page.getByRole("region", { name: "Result" }).waitFor();

  await editor.publish("<b>note</b>\u202E");
  await editor.tab("History");
  await page.getByRole("cell", { name: "<b>note</b>" }).waitFor();
  // The editor has images of its own, without a source.
  assert.equal(await page.locator("main img[src], main b, main script").count(), 0);
  await scene.check(page, "policy-hostile-history");
  const stored = await scene.api("GET", "/api/servers/jobs/policies/main");
  assert.deepEqual(Object.keys(stored.document.tools).sort(), choosable.toSorted());
}

function button(page, tool, label) {
  return page.getByRole("radiogroup", { name: `Rule of ${tool}`, exact: true }).getByRole("radio", { name: label });
}

// Invisible characters are shown by signs of their own in the editor, so the text is taken from what the gateway would be sent.
async function documentOf({ page, scene }) {
  const sent = page.waitForRequest(request => request.url().endsWith("/api/policies/try"));
  await page.getByRole("button", { name: "Try", exact: true }).click();
  const body = (await sent).postData();
  await scene.eventually("the call is tried", () => page.getByRole("region", { name: "Result" }).isVisible());
  return JSON.stringify(JSON.parse(body).policy);
}
