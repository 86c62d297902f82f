import assert from "node:assert/strict";

/** A server is scanned; its tools have classes with evidence, arguments and verdicts; a person sets a class. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny", hide: ["clear-history"], tools: { "list-models": {} } }, { scan: false });
  const page = await scene.open("/ui/servers");
  await page.getByRole("link", { name: "jobs" }).click();
  await page.getByText("has not been scanned yet").waitFor();
  await scene.check(page, "server-unscanned");

  await page.getByRole("button", { name: "Scan now" }).click();
  await page.getByText("Snapshot 1:").waitFor();
  await page.getByRole("table", { name: "Tools", exact: true }).waitFor();
  const tools = page.getByRole("table", { name: "Tools", exact: true });
  for (const [name, verdict] of [["list-models", "allowed"], ["clear-history", "hidden"], ["cancel-async-job", "denied"]]) {
    await tools.getByRole("row", { name }).getByText(verdict, { exact: true }).waitFor();
  }
  await scene.api("PUT", "/api/servers/jobs/policies/open", { version: "1", default: "allow" });
  await page.reload();
  await page.getByLabel("Verdict under policy").selectOption("open");
  await tools.getByRole("row", { name: "cancel-async-job" }).getByText("allowed", { exact: true }).waitFor();
  await scene.check(page, "server-tools");
  await page.getByLabel("Class", { exact: true }).selectOption("destructive");
  await page.getByText(/^1 of \d+ tools$/).waitFor();
  await page.getByLabel("Class", { exact: true }).selectOption("");
  await page.getByLabel("Name contains").fill("cancel");
  await page.getByText(/^1 of \d+ tools$/).waitFor();

  await page.getByRole("link", { name: "cancel-async-job" }).click();
  await page.getByRole("heading", { name: "cancel-async-job" }).waitFor();
  const required = page.getByRole("table", { name: "Arguments" }).getByRole("row", { name: /jobId/ });
  await required.getByText("required").waitFor();
  await page.getByRole("table", { name: "Evidence for the class" }).getByText("verb of the name").waitFor();
  await page.getByRole("table", { name: "Verdict under each policy" }).getByText("denied").waitFor();

  await page.getByLabel("Set the class").selectOption("destructive");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/set by local admin/).waitFor();
  const { items } = await scene.api("GET", "/api/servers/jobs/tools");
  const stored = items.find(each => each.name === "cancel-async-job");
  assert.deepEqual([stored.class, stored.override.instead], ["destructive", "write"]);
  await scene.check(page, "server-tool");

  await page.getByRole("link", { name: "All tools" }).click();
  assert.equal(await page.getByLabel("Name contains").inputValue(), "cancel", "the filter stays");
  await page.getByRole("row", { name: /cancel-async-job/ }).getByText("destructive").waitFor();
}
