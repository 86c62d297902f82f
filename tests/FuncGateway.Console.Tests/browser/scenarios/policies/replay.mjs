import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Recorded traffic is replayed under the text in the editor: what would change is listed, and what the names of arguments cannot tell is counted. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", published);
  const viewer = await Editor.open(scene, { role: "Viewer" });
  assert.equal(await viewer.page.getByRole("tab", { name: "Replay" }).count(), 0);

  const editor = await Editor.open(scene, { role: "PolicyManager" });
  const { page } = editor;
  await editor.checked("No problems and no warnings.");
  await editor.tab("Replay");
  const result = page.getByRole("region", { name: "Result of the replay" });
  const run = page.getByRole("button", { name: "Replay", exact: true });
  await run.click();
  await result.getByText("There are no recorded requests to replay.").waitFor();

  const agent = await scene.agent(grant);
  await agent.callTool({ name: "list-models", arguments: {} });
  await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-1" } });
  await agent.callTool({ name: "retry-async-job", arguments: { jobId: "job-1" } });
  await editor.write(JSON.stringify(draft));
  await editor.checked("No problems and no warnings.");
  await scene.eventually("the calls are replayed", async () => {
    await run.click();
    await result.waitFor();
    return (await result.innerText()).includes("would be decided otherwise") && (await result.innerText()).includes("cannot be told");
  });
  const changes = result.getByRole("table", { name: "Requests that would change" });
  await changes.getByRole("row", { name: /cancel-async-job/ }).getByText("denied", { exact: true }).waitFor();
  assert.equal(await changes.getByRole("row", { name: /list-models|retry-async-job/ }).count(), 0);
  await result.getByText("1 would be decided otherwise; nothing would be possible that was not.").waitFor();
  await result.getByText(/^1 request cannot be told, because/).waitFor();
  await result.getByText("only the names of the arguments are recorded").waitFor();
  await scene.check(page, "policy-replay");

  await page.getByLabel("Days back").fill("31");
  await run.click();
  assert.ok(await page.getByLabel("Days back").evaluate(each => !each.validity.valid));
  await editor.write(JSON.stringify(published));
  await result.getByText("The text has changed since.").waitFor();
  await editor.tab("Changes");
  await editor.tab("Replay");
  await result.waitFor();
}

const policy = tools => ({ version: "1", default: "deny", tools: { "list-models": {}, ...tools } });

const published = policy({ "cancel-async-job": {}, "retry-async-job": {} });

const draft = policy({ "retry-async-job": { deny_if: [{ conditions: [{ path: "args.jobId", op: "eq", value: "job-1" }] }] } });
