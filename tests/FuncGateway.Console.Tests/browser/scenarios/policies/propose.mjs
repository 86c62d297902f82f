import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** A policy is proposed from recorded traffic with the evidence of each rule, compared with the one in force, and put into the editor. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", default: "allow", tools: { "clear-history": { deny_if: [{ conditions: [] }] } } });
  const editor = await Editor.open(scene, { role: "PolicyManager" });
  const { page } = editor;
  await editor.tab("Propose");
  const proposal = page.getByRole("region", { name: "Proposal", exact: true });
  const run = page.getByRole("button", { name: "Propose", exact: true });
  await run.click();
  await proposal.getByText("Nothing passed in this time, so nothing is allowed.").waitFor();

  const agent = await scene.agent(grant);
  await agent.callTool({ name: "list-models", arguments: {} });
  await agent.callTool({ name: "list-models", arguments: {} });
  await agent.callTool({ name: "clear-history", arguments: {} }).catch(() => undefined);
  const seen = proposal.getByRole("table", { name: "Rules of the proposal" }).getByRole("row", { name: /tool list-models/ });
  await scene.eventually("the calls are seen", async () => {
    await run.click();
    await proposal.waitFor();
    return (await seen.getByText("2 requests of 1 grant").count()) > 0 && (await proposal.getByText(/^clear-history: .*did not pass/).count()) > 0;
  });
  await seen.getByText("2 a minute, 2 a day").waitFor();
  await proposal.getByText("Compared with revision 1.").waitFor();
  await proposal.getByText("only tighter", { exact: true }).waitFor();
  await scene.check(page, "policy-propose");
  assert.ok((await page.locator(".command-line code").allInnerTexts()).includes("fgw policy propose --server jobs --days 7 --compare main"));

  await proposal.getByRole("button", { name: "Put it into the editor" }).click();
  await page.getByText("The text is now the proposal. It is not published.").waitFor();
  const document = JSON.parse(await editor.text());
  assert.equal(document.default, "deny");
  assert.deepEqual(Object.keys(document.tools), ["list-models"]);
  await editor.publish("Least privilege");
  await page.getByText("Published as revision 2.").waitFor();
  await scene.eventually("the proposal is in force", async () => (await agent.callTool({ name: "get-queue-status", arguments: {} }).catch(error => ({ content: [{ text: String(error) }] }))).content[0].text.includes("not permitted"));
}
