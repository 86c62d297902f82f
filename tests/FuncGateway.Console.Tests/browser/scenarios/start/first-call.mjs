import assert from "node:assert/strict";

/** From an empty gateway to the first allowed call of a real client, in five steps that tick themselves. */
export default async function (scene) {
  const page = await scene.open("/ui/start");
  const step = title => page.getByRole("listitem").filter({ has: page.getByRole("button", { name: title }) });
  const done = async title => step(title).getByText("done", { exact: true }).waitFor();

  await page.getByLabel("Name", { exact: true }).fill("Jobs");
  await page.getByLabel("Upstream URL").fill(scene.jobs);
  await scene.check(page, "start");
  await page.getByRole("button", { name: "Add and check" }).click();
  await page.getByText("Saved and reached").waitFor();
  await done("1. Add a server");

  await page.getByRole("button", { name: "Scan now" }).click();
  await done("2. See its tools");
  await step("2. See its tools").getByText(/tools?: reads, and changes nothing/).waitFor();
  await scene.check(page, "start-scanned");

  await page.getByLabel(/^Strict/).check();
  await step("3. Choose a preset").getByText("held").waitFor();
  await page.getByLabel(/^Recommended/).check();
  await step("3. Choose a preset").getByText("limited").waitFor();
  await page.getByRole("button", { name: "Publish it as the policy “recommended”" }).click();
  await done("3. Choose a preset");
  assert.equal((await scene.api("GET", "/api/servers/jobs/policies/recommended")).document.list, "allowed");

  await page.getByLabel("Label").fill("first agent");
  await scene.check(page, "start-grant");
  await page.getByRole("button", { name: "Mint the grant" }).click();
  const created = step("4. Mint a grant");
  await created.getByText("The token is not shown again").waitFor();
  const token = /fgw_[\w-]+/.exec(await created.innerText())?.[0];
  assert.ok(token, "the token is shown");
  await done("4. Mint a grant");
  await page.getByText("Waiting for it to connect …").waitFor();
  await scene.check(page, "start-waiting");

  const { items } = await scene.api("GET", "/api/grants");
  assert.deepEqual(items.map(each => [each.label, each.access]), [["first agent", [{ server: "jobs", policy: "recommended" }]]]);
  const agent = await scene.agent({ mcpUrl: `${scene.gateway}/mcp/jobs`, token });
  await agent.callTool({ name: "list-models", arguments: {} });

  const call = name => step("5. First allowed call").getByRole("listitem").filter({ hasText: name });
  await call("list-models").getByText("allowed").waitFor();
  await call("list-models").getByText("policy recommended, revision 1").waitFor();
  await done("5. First allowed call");
  const next = page.getByRole("region", { name: "The first call was allowed" });
  assert.deepEqual(await next.getByRole("link").allInnerTexts(), ["The policy recommended", "Grants", "Activity", "Overview"]);
  await agent.callTool({ name: "clear-history", arguments: {} }).catch(() => undefined);
  await call("clear-history").getByText("(hidden)").waitFor();
  await scene.check(page, "start-done");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Start" }).waitFor({ state: "detached" });
  assert.equal((await scene.api("GET", "/api/overview")).steps.called, true);
}
