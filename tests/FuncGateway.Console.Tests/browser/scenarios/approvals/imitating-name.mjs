import assert from "node:assert/strict";

/** A name with line feeds stays one line of the page, so it cannot pass for the page's own fields. */
export default async function (scene) {
  const agent = await scene.agent(await scene.setUp("everything", policy, { upstream: scene.everything, scan: false }));
  const page = await scene.open("/ui/approvals", { role: "Approver" });
  const before = await page.evaluate(() => document.documentElement.scrollHeight);
  await agent.callTool({ name: `get_x\nServer\npayments (safe)${"\n".repeat(110)}`, arguments: {} });

  const link = page.getByRole("table", { name: "Approvals that wait" }).getByRole("link", { name: /get_x/ });
  await link.getByText("U+000A").first().waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollHeight)) < before + 600);
  await scene.check(page, "approvals-imitating");
  await link.click();
  await page.getByRole("heading", { name: "Who asks" }).waitFor();
  await page.locator("dl.facts dd").getByText("U+000A").first().waitFor();
  for (const line of await page.locator("dl.facts dt").allTextContents()) {
    assert.ok(["Grant", "Tool", "Server", "Asked"].includes(line), line);
  }
  assert.equal(await page.getByText(/^payments \(safe\)$/).count(), 0);
}

const policy = { version: "1", default: "deny", tools: { "get_*": { require_approval: [{ conditions: [], hold: "0s" }] } } };
