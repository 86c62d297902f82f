import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";
import { tool, Upstream } from "../../upstream.mjs";

/** 200 tools are shown page by page, found by name or class, and chosen one by one; what patterns decide is said. */
export default async function (scene) {
  const names = Array.from({ length: 200 }, (_, index) => `get_thing_${String(index).padStart(3, "0")}`);
  const upstream = await Upstream.start({ tools: names.map(name => tool(name, "Returns a thing.", "id!")) });
  const policy = { version: "1", default: "deny", hide: ["get_thing_19*"], tools: { "get_thing_1*": {} } };
  await scene.setUp("jobs", policy, { upstream: upstream.url });
  const editor = await Editor.open(scene, { query: "?tool=get_thing_199" });
  const { page } = editor;
  await page.getByText("Hidden by the pattern get_thing_19*").waitFor();
  assert.ok(await editor.button("get_thing_199", "Allow").isDisabled());

  const filter = page.getByLabel("Find a tool by name or class");
  await filter.fill("");
  await page.getByText("1 to 100 of 200").waitFor();
  assert.equal(await page.getByRole("radiogroup").count(), 100);
  await filter.fill("thing_150");
  await page.getByText("By the pattern get_thing_1*").waitFor();
  await editor.choose("get_thing_150", "Deny");
  await filter.fill("thing_001");
  await editor.choose("get_thing_001", "Allow");
  await editor.checked("No problems and no warnings.");
  await editor.publish("");
  const { document } = await scene.api("GET", "/api/servers/jobs/policies/main");
  assert.deepEqual(document.tools, { "get_thing_1*": {}, get_thing_150: { deny_if: [{ conditions: [] }] }, get_thing_001: {} });
  assert.deepEqual(document.hide, ["get_thing_19*"]);
}
