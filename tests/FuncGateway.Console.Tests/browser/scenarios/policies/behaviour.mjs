import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** The tab Changes says first what a text changes in behaviour, each change with a call that opens in Try; publishing says the class. */
export default async function (scene) {
  await scene.setUp("jobs", policy(5000));
  const editor = await Editor.open(scene);
  const { page } = editor;
  await editor.tab("Changes");
  await page.getByText("Every request is decided as before.").waitFor();
  await page.getByText("fgw policy diff main main.policy.json --server jobs").waitFor();

  await editor.write(JSON.stringify(policy(10_000)));
  await page.getByText("1 change, and it opens access.").waitFor();
  await page.getByText("opens access", { exact: true }).waitFor();
  const row = page.getByRole("table", { name: "Changes in behaviour" }).getByRole("row", { name: /Tool pay/ });
  await row.getByText("opens", { exact: true }).waitFor();
  await row.getByText("denied", { exact: true }).waitFor();
  await row.getByText("allowed", { exact: true }).waitFor();
  await row.getByText("amount > 5000").waitFor();
  await page.getByRole("heading", { name: "Text" }).waitFor();
  await page.getByText("1 removed.").waitFor();
  await scene.check(page, "policy-behaviour");

  await row.getByRole("button", { name: /^Try/ }).click();
  const result = page.getByRole("region", { name: "Result" });
  await result.getByText("allowed", { exact: true }).waitFor();
  assert.equal(await page.getByLabel("Tool", { exact: true }).inputValue(), "pay");
  await scene.eventually("the focus is on the call", () => page.getByLabel("Tool", { exact: true }).evaluate(each => each === document.activeElement));
  assert.ok(JSON.parse(await page.getByLabel("Arguments as JSON").inputValue()).amount > 5000);

  await page.getByRole("button", { name: "Publish …" }).click();
  await page.getByRole("dialog").getByText("1 change, and it opens access.").waitFor();
  await scene.check(page, "policy-publish-class");
  await page.keyboard.press("Escape");

  await editor.tab("Changes");
  await editor.write(JSON.stringify(policy(1000)));
  await page.getByText("only tighter", { exact: true }).waitFor();
  await page.getByText("1 change, none opens access.").waitFor();

  await editor.write(JSON.stringify({ ...policy(5000), description: "The same." }));
  await page.getByText("no change in behaviour", { exact: true }).waitFor();

  await editor.write(JSON.stringify(undecided));
  await page.getByText("not decided", { exact: true }).waitFor();
  // The comparison says so, and the analysis beside it as soon as it is there.
  await page.getByText("because it takes more than 10,000 states").first().waitFor();
  await scene.check(page, "policy-not-decided");

  await editor.write('{ "version": "1", "default": "deny", "wrong": 1 }');
  await page.getByText("The text has problems, so what it decides cannot be compared.").waitFor();

  await editor.write(JSON.stringify(policy(10_000)));
  await editor.publish("A higher cap");
  await page.getByText("Published as revision 2.").waitFor();
  await page.getByText("Every request is decided as before.").waitFor();
  await editor.tab("History");
  await page.getByRole("button", { name: "Open revision 1" }).click();
  await page.getByText("1 change, none opens access.").waitFor();
}

const policy = cap => ({
  version: "1",
  default: "deny",
  tools: { pay: { deny_if: [{ conditions: [{ path: "args.amount", op: "gt", value: cap }] }] } },
});

// Sets of texts whose automata are too large.
const undecided = {
  version: "1",
  default: "deny",
  tools: {
    pay: {
      deny_if: [
        { conditions: [{ path: "args.amount", op: "gt", value: 5000 }] },
        { conditions: [{ path: "args.code", op: "regex", value: "^(?:a|b)*a(?:a|b){14}$" }] },
      ],
    },
  },
};
