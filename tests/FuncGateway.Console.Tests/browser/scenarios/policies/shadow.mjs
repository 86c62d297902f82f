import { Editor } from "../../editor.mjs";

/** A policy in shadow mode is marked wherever it is shown, and the log says what it would have decided about a call that went on. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", mode: "shadow", default: "deny", tools: { "list-models": {} } });
  await scene.api("PUT", "/api/servers/jobs/policies/other", { version: "1", default: "deny" });
  const agent = await scene.agent(grant);
  await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-1" } });

  const editor = await Editor.open(scene);
  const { page } = editor;
  const badge = "shadow, not enforced";
  await page.getByRole("main").getByText(badge).first().waitFor();
  await editor.tab("History");
  await page.getByRole("table", { name: "Revisions" }).getByText(badge).waitFor();
  await editor.tab("Changes");
  await editor.write('{ "version": "1", "default": "deny", "tools": { "list-models": {} } }');
  await page.getByText("only tighter", { exact: true }).waitFor();
  await page.getByRole("row", { name: /Policy mode/ }).getByText("shadow: nothing is enforced").waitFor();
  await page.keyboard.press("Control+Z");
  await page.getByText("Every request is decided as before.").waitFor();
  await scene.check(page, "policy-shadow");

  await page.goto(`${scene.gateway}/ui/servers/jobs/policies`);
  const policies = page.getByRole("table", { name: "Policies" });
  await policies.getByRole("row", { name: /main/ }).getByText(badge).waitFor();
  await policies.getByRole("row", { name: /^other \d/ }).waitFor();
  await scene.check(page, "policies-shadow");

  await page.goto(`${scene.gateway}/ui/stack`);
  await page.getByRole("region", { name: "Grant ci-agent" }).getByText("every tool can be called").waitFor();
  await scene.check(page, "stack-shadow");

  await page.goto(`${scene.gateway}/ui/activity`);
  const row = page.getByRole("row").filter({ hasText: "cancel-async-job" });
  await row.getByText("allowed", { exact: true }).waitFor();
  await row.getByText("would be denied").waitFor();
  await scene.check(page, "activity-shadow");
  await row.getByRole("link", { name: "cancel-async-job" }).click();
  await page.getByText("The policy is in shadow mode").waitFor();
  await page.getByRole("heading", { name: "Rule in shadow" }).waitFor();
  await page.getByText("(default deny)").waitFor();
  await scene.check(page, "decision-shadow");
}
