import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";
import { Upstream } from "../../upstream.mjs";

/** A call is explained condition by condition, with what its limits have left for a grant; the nearest call that is decided otherwise goes into the form. */
export default async function (scene) {
  const upstream = await Upstream.start({ tools: [pay] });
  const grant = await scene.setUp("shop", policy, { upstream: upstream.url, label: "clerk" });
  await scene.setUp("jobs", policy, { label: "elsewhere" });
  const { page } = await Editor.open(scene, { server: "shop" });
  const run = page.getByRole("button", { name: "Try", exact: true });
  const result = page.getByRole("region", { name: "Result" });
  const way = result.getByRole("list", { name: "Entries on the way" });

  await page.getByLabel(/^amount/).fill("7500");
  await page.getByLabel(/^currency/).selectOption('"eur"');
  await run.click();
  await result.getByText("Above the cap.").waitFor();
  const entries = way.locator("> li");
  await entries.nth(0).getByText("passes", { exact: true }).waitFor();
  await entries.nth(0).getByText('currency in ["eur", "usd"]').waitFor();
  await entries.nth(1).getByText("denies", { exact: true }).waitFor();
  await entries.nth(1).getByText("amount > 5000").waitFor();
  await entries.nth(1).getByText("saw 7500").waitFor();
  await entries.nth(2).getByText("not reached", { exact: true }).waitFor();
  await result.getByText("It would be allowed with:").waitFor();
  await scene.check(page, "policy-try-explained");

  await result.getByRole("button", { name: "Put these arguments into the form" }).click();
  assert.notEqual(await page.getByLabel(/^amount/).inputValue(), "7500");
  assert.equal(await page.getByLabel(/^currency/).inputValue(), '"eur"');
  await run.click();
  await result.getByText("allowed", { exact: true }).waitFor();
  await result.getByText("Whether a limit is reached already is not looked at.").waitFor();

  assert.equal(await page.getByLabel("Grant").locator("option", { hasText: "elsewhere" }).count(), 0, "only grants of the server are offered");
  await page.getByLabel("Grant").selectOption("clerk");
  await result.getByText("The text or the call has changed since.").waitFor();
  await run.click();
  await result.getByText("0 of 1").waitFor();
  const agent = await scene.agent(grant);
  await agent.callTool({ name: "pay", arguments: { currency: "eur", amount: 1 } });
  await scene.eventually("the limit is reached", async () => {
    await run.click();
    return (await result.getByText("A limit has no room for the call").count()) > 0;
  });
  await scene.check(page, "policy-try-limited");

  await page.getByLabel("Kind").selectOption("Resource");
  await page.getByLabel("Resource", { exact: true }).fill("file:///w/a.txt");
  await run.click();
  await result.getByText("No argument changes this: no rule names the resource").waitFor();
  assert.equal(await page.getByLabel("Arguments as JSON").count(), 0);
  await page.getByLabel("Kind").selectOption("Prompt");
  await page.getByLabel("Prompt", { exact: true }).fill("greet");
  await page.getByLabel("Arguments as JSON").fill('{ "name": "you" }');
  await run.click();
  await result.getByText("allowed", { exact: true }).waitFor();
  await result.getByText("In the agent's list of prompts").waitFor();
}

const pay = {
  name: "pay",
  description: "Pays.",
  inputSchema: {
    type: "object",
    properties: { amount: { type: "number", description: "How much." }, currency: { enum: ["eur", "usd"], description: "In which currency." } },
  },
};

const policy = {
  version: "1",
  default: "deny",
  tools: {
    pay: {
      require: [{ conditions: [{ path: "args.currency", op: "in", value: ["eur", "usd"] }] }],
      deny_if: [{ conditions: [{ path: "args.amount", op: "gt", value: 5000 }], on_deny: "Above the cap." }],
      require_approval: [{ conditions: [{ path: "args.amount", op: "gt", value: 4000 }] }],
      limits: [{ counter: "pay", window: "hour", max: 1, scope: "grant" }],
    },
  },
  prompts: { greet: {} },
};
