import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Findings of the analysis stand beside the problems and lead to their lines; a text that violates an invariant shows a call and is not published. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" });
  await scene.api("PUT", "/api/servers/jobs/invariants", {
    version: "1",
    never: [{ tool: "pay", conditions: [{ path: "args.amount", op: "gt", value: 5000 }], description: "Paid by hand." }],
  });
  const editor = await Editor.open(scene, { role: "PolicyManager" });
  const { page, json } = editor;
  await page.getByText("Analysis: no findings. Invariants: 1 proved, 0 violated, 0 not decided.").waitFor();
  await page.getByText("fgw policy verify main --server jobs").waitFor();

  await editor.write(text(5000, 7000));
  const findings = page.getByRole("list", { name: "Findings of the analysis" });
  const shadowed = findings.getByRole("listitem").filter({ hasText: "/tools/pay/deny_if/1" });
  await shadowed.getByText("is decided before, by /tools/pay/deny_if/0").waitFor();
  await page.getByText("1 proved, 0 violated").waitFor();
  await page.getByText("fgw policy verify main.policy.json --server jobs").waitFor();
  await scene.check(page, "policy-analysis");
  await shadowed.getByRole("button", { name: /^Warning/ }).click();
  await scene.eventually("the line has the focus", () => json.evaluate(each => each === each.getRootNode().activeElement));
  await page.keyboard.press("Delete");
  await scene.eventually("the finding's place was selected", async () => !(await editor.text()).includes("7000"));

  await editor.write(text(9000));
  const violated = findings.getByRole("listitem").filter({ hasText: "Violation" });
  await violated.getByText("Paid by hand.").waitFor();
  assert.match(await violated.getByRole("link", { name: "invariant /never/0" }).getAttribute("href"), /\/servers\/jobs\/settings$/);
  await scene.check(page, "policy-violation");
  await violated.getByRole("button", { name: /^Try/ }).click();
  await page.getByRole("region", { name: "Result" }).getByText("allowed", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Publish …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.getByRole("alert").getByText("Paid by hand.").waitFor();
  await scene.check(page, "policy-refused");
  await page.keyboard.press("Escape");

  await editor.write('{ "version": "1", "default": "deny", "wrong": 1 }');
  await page.getByText("The text is analysed when it has no problems.").waitFor();
}

function text(...caps) {
  const entries = caps.map(cap => `        { "conditions": [ { "path": "args.amount", "op": "gt", "value": ${cap} } ] }`);
  return `{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "pay": {\n      "deny_if": [\n${entries.join(",\n")}\n      ]\n    }\n  }\n}`;
}
