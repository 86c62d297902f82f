import assert from "node:assert/strict";

const policy = { version: "1", default: "deny", tools: { echo: { require_approval: [{ conditions: [], hold: "0s", timeout: "15m" }] } } };

/** What is a secret by its name is covered until it is asked for, with everything in it; nothing else is, and texts that look like other values say so. */
export default async function (scene) {
  const agent = await scene.agent(await scene.setUp("everything", policy, { upstream: scene.everything, scan: false }));
  const passwords = ["hunter2"];
  await agent.callTool({ name: "echo", arguments: { message: "5", passwords, accessToken: { value: "abc-def" }, max_tokens: 4711, secret: { amount: 90210 }, passenger: "Seat 12 A", padded: " 5\n", dry_run: false, "dry_run ": true, "": "nameless", quoted: '"5" (text)' } });
  const [waiting] = (await scene.api("GET", "/api/approvals?state=pending")).items;

  const page = await scene.open(`/ui/approvals/${waiting.id}`, { role: "Approver" });
  await page.getByRole("button", { name: "Approve" }).waitFor();
  await page.getByText("Seat 12 A").waitFor();
  await page.getByText("4711").waitFor();
  await page.getByText('"5" (text)', { exact: true }).waitFor();
  await page.getByText("90210").waitFor();
  await page.getByText('""5" (text)" (text)').waitFor();
  await page.getByText("U+00205U+000A", { exact: true }).waitFor();
  await page.getByText('"" (empty name)').last().waitFor();
  assert.deepEqual(await page.getByRole("term").filter({ hasText: "dry_run" }).allInnerTexts(), ["dry_run", "dry_runU+0020"], "names that differ look different");
  for (const covered of ["hunter2", "abc-def"]) {
    assert.equal(await page.getByText(covered).count(), 0, covered);
  }
  const bar = page.getByRole("region", { name: "Decision" });
  await bar.getByText("2 values are covered as secrets and not shown here.").waitFor();
  await scene.check(page, "approval-covered");
  await page.getByRole("button", { name: "Show", exact: true }).first().click();
  await page.getByText("hunter2").waitFor();
  await bar.getByText("1 value is covered as a secret and not shown here.").waitFor();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByText("abc-def").waitFor();
  assert.equal(await bar.getByText("not shown here").count(), 0);
  await page.getByRole("button", { name: "Cover", exact: true }).first().click();
  await bar.getByText("1 value is covered as a secret and not shown here.").waitFor();
}
