import assert from "node:assert/strict";

/** Whatever an agent sends, the page stays short: what is long is folded, every argument is named at the top, and the decision says what is not in sight. */
export default async function (scene) {
  const agent = await scene.agent(await scene.setUp("everything", policy, { upstream: scene.everything, scan: false }));
  const page = await scene.open("/ui/approvals", { role: "Approver", viewport: { width: 900, height: 700 } });
  const bar = page.getByRole("region", { name: "Decision" });
  const request = page.getByRole("figure", { name: "Sent by the agent", exact: true });
  const open = async args => {
    await agent.callTool({ name: "echo", arguments: args });
    const { items } = await scene.api("GET", "/api/approvals?state=pending");
    await page.goto(`${scene.gateway}/ui/approvals/${items.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))[0].id}`);
    await bar.waitFor();
    await page.getByText("All calls of echo need a person's approval.").waitFor();
    return page.evaluate(() => document.documentElement.scrollHeight);
  };

  const notes = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`note${index}`, `${"\n".repeat(590)}.`]));
  assert.ok((await open({ ...notes, amount: 99999, to: "attacker" })) < 20_000);
  await bar.getByText("Folded in the call: 40 long texts.").waitFor();
  const names = await request.getByText("42 arguments:").boundingBox();
  assert.ok(names && names.y < 700, "the names are on the first screen");
  assert.match(await request.getByText("42 arguments:").textContent(), /note39, amount, to$/);
  await scene.check(page, "approval-long");

  const wide = Object.fromEntries(Array.from({ length: 50 }, (_, one) => [`a${one}`, Object.fromEntries(Array.from({ length: 50 }, (_, two) => [`b${two}`, Array(10).fill(0)]))]));
  await open({ wide, amount: 31337 });
  await request.getByText("31337").waitFor();
  assert.ok((await page.locator("dt").count()) <= 200);
  await bar.getByText("Folded in the call: 27,550 entries.").waitFor();
  await request.getByRole("button", { name: "Show the object: 27,550 entries" }).click();
  await request.getByRole("button", { name: "Show the object: 550 entries" }).first().click();
  await request.getByRole("button", { name: "Show the list: 10 entries" }).first().waitFor();

  assert.ok((await open({ [`${"\n".repeat(110)}to`]: "evil", amount: 1, note: `${`M${"\u0301\u0308".repeat(45)}`.repeat(6)}` })) < 3_000);
  await request.getByText("U+000A").first().waitFor();
  await request.getByText("86 more marks").first().waitFor();
}

const policy = { version: "1", default: "deny", tools: { echo: { require_approval: [{ conditions: [], hold: "0s" }] } } };
