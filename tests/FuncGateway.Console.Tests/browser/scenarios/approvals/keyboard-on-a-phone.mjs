import assert from "node:assert/strict";

/** At 380 pixels, without a pointer: from the inbox to the approval, through the dialog for the reason and out of it, to the decision and its result. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy);
  const agent = await scene.agent(grant);
  const page = await scene.open("/ui/approvals", { role: "Approver", viewport: { width: 380, height: 700 } });
  const waiting = agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-7" } });
  await page.getByRole("link", { name: "cancel-async-job" }).waitFor();
  await tabTo(page, "cancel-async-job");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Approve" }).waitFor();

  await tabTo(page, "Refuse with reason");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press("Tab");
    const isInside = await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null);
    assert.ok(isInside, "the focus stays in the dialog");
  }
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await scene.eventually("the focus returns to the button", async () => (await focused(page)) === "Refuse with reason");

  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(page), "Approve");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.getByText("Approved by the Approver at").waitFor();
  await scene.eventually("the focus is on the result", () => page.evaluate(() => document.activeElement?.getAttribute("role") === "status"));
  await waiting;
  const { items } = await scene.api("GET", "/api/audit?stream=admin");
  assert.equal(items.filter(each => each.action === "decideApproval").length, 1, "it was decided once");
}

async function tabTo(page, text) {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === text) {
      return;
    }
  }
  assert.fail(`cannot be reached by keyboard: ${text}`);
}

function focused(page) {
  return page.evaluate(() => document.activeElement?.textContent?.trim());
}

const policy = { version: "1", default: "deny", tools: { "cancel-async-job": { require_approval: [{ conditions: [] }] } } };
