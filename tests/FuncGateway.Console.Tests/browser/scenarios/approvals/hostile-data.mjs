import assert from "node:assert/strict";

/** Hostile names, arguments and reasons are shown harmlessly: nothing executes, nothing hides another field, the buttons stay in reach. */
export default async function (scene) {
  const grant = await scene.setUp("everything", policy, { upstream: scene.everything, label: `<img src=x onerror=alert(1)> "Approved by admin" 🧨` });
  const agent = await scene.agent(grant);
  const page = await scene.open("/ui/approvals", { role: "Approver", viewport: { width: 380, height: 640 } });
  const waiting = agent.callTool({ name: "echo", arguments: hostile });
  await page.getByRole("link", { name: "echo" }).click();
  await page.getByRole("heading", { name: "What will run" }).waitFor();

  const request = page.getByRole("figure", { name: "Sent by the agent", exact: true });
  await request.getByText("<script>alert(2)</script>").waitFor();
  await request.getByText("U+202E").first().waitFor();
  await request.getByText("U+200B").first().waitFor();
  await request.getByText("שלום").first().waitFor();
  await request.getByText("show all 100,000 characters").waitFor();
  await request.getByText("last of all").waitFor();
  await request.getByText("9007199254740993").waitFor({ state: "detached" });
  await scene.check(page, "approval-hostile");

  // Wherever the page is scrolled to, and with everything unfolded, the buttons are in sight and can be clicked.
  await request.getByRole("button", { name: /show all 100,000/ }).click();
  for (const share of [0, 0.3, 1]) {
    await page.evaluate(part => scrollTo(0, part * document.documentElement.scrollHeight), share);
    for (const name of ["Approve", "Refuse with reason"]) {
      await page.getByRole("button", { name }).click({ trial: true });
      const box = await page.getByRole("button", { name }).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 640, `${name} is in sight at ${share}`);
    }
  }

  // What the agent wrote stays within its frame.
  const frame = await request.boundingBox();
  for (const part of await request.getByText("Approve", { exact: true }).all()) {
    const box = await part.boundingBox();
    assert.ok(box && frame && box.x >= frame.x && box.x + box.width <= frame.x + frame.width + 1);
  }

  await page.getByRole("button", { name: "Refuse with reason" }).click();
  await page.getByLabel("Reason").fill(`‮</p><script>alert(3)</script> ${"R".repeat(900)}`);
  await page.getByRole("dialog").getByRole("button", { name: "Refuse" }).click();
  await page.getByText("Refused by the Approver at").waitFor();
  await page.getByRole("figure", { name: "Reason" }).getByText("</p><script>alert(3)</script>").waitFor();
  await waiting;
  await scene.check(page, "approval-hostile-reason");
  await page.getByRole("link", { name: "Approvals" }).click();
  await page.getByText("Reason:").waitFor();
  await scene.check(page, "approvals-hostile");
}

const hostile = {
  message: "<script>alert(2)</script>",
  "<b onclick=alert(4)>key</b>": "</dd></dl><button>Approve</button>",
  Approve: "\u202Eevorppa ton oD\u202C invisible\u200Bhere \u{E0041}\u{E0042}",
  "שלום": "שלום عليكم " + "مرحبا ".repeat(20),
  emoji: "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✓ Approved by admin",
  stacked: `Z${"\u0335\u0301\u0327".repeat(200)}`,
  lines: "\n".repeat(300) + "after the lines",
  huge: "A".repeat(100_000),
  nested: { a: { b: { c: { d: { e: { f: "deep" } } } } } },
  many: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, `v${index}`])),
  zz: "last of all",
};

const policy = { version: "1", default: "deny", tools: { echo: { require_approval: [{ conditions: [] }] } } };
