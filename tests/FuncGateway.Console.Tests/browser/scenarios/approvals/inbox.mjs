import assert from "node:assert/strict";

/** New approvals appear and decided ones leave without a reload, which is announced and on request notified; filters, order and history work; offline is said. */
export default async function (scene) {
  const first = await scene.setUp("jobs", policy, { label: "Night shift" });
  const second = await scene.api("POST", "/api/servers/jobs/grants", { label: "Day shift", policy: "main" });
  const [night, day] = [await scene.agent(first), await scene.agent(second)];
  const page = await scene.open("/ui/approvals", { role: "Approver" });
  await page.context().grantPermissions(["notifications"]);
  await page.addInitScript(recordNotifications);
  await page.reload();
  await page.getByRole("button", { name: "Notify me" }).click();
  await page.getByRole("button", { name: "Stop notifying me" }).waitFor();

  const news = page.locator("[aria-live=polite]", { hasText: /New:|decided or expired/ });
  await page.getByText("Nothing waits.").waitFor();
  await night.callTool({ name: "cancel-async-job", arguments: { jobId: "1" } });
  await news.getByText("New: Night shift asks to call cancel-async-job.").waitFor();
  await scene.eventually("a notification was shown", async () => (await page.evaluate(() => globalThis.shown)).length === 1);
  await day.callTool({ name: "retry-async-job", arguments: { jobId: "2" } });
  await page.getByRole("heading", { name: "Waiting (2)" }).waitFor();
  const rows = page.getByRole("table", { name: "Approvals that wait" }).getByRole("row");
  assert.match(await rows.nth(1).innerText(), /Night shift/, "the longest waiting comes first");

  await page.getByLabel("Order").selectOption("newest");
  await scene.eventually("the newest comes first", async () => /Day shift/.test(await rows.nth(1).innerText()));
  await page.getByLabel("Grant").selectOption("Night shift");
  await page.getByRole("heading", { name: "Waiting (1)" }).waitFor();
  await page.getByLabel("Grant").selectOption("All");
  await page.getByLabel("Tool").fill("retry-async-job");
  await scene.eventually("the filter is in the address", () => page.url().includes("tool=retry-async-job"));
  await page.reload();
  await page.getByRole("heading", { name: "Waiting (1)" }).waitFor();
  assert.equal(await page.getByLabel("Tool").inputValue(), "retry-async-job");
  await page.getByLabel("Tool").fill("");
  await page.getByRole("heading", { name: "Waiting (2)" }).waitFor();

  const { items } = await scene.api("GET", "/api/approvals?state=pending");
  await scene.api("POST", `/api/approvals/${items[0].id}/decision`, { decision: "refuse", reason: "No" });
  await page.getByRole("heading", { name: "Waiting (1)" }).waitFor();
  await news.getByText("One was decided or expired.").waitFor();
  await page.getByLabel("State").selectOption("refused");
  await page.getByRole("table", { name: /decided/ }).getByText("Reason: No").waitFor();
  await scene.check(page, "approvals-history");

  await page.context().setOffline(true);
  await page.getByLabel("State").selectOption("pending");
  await page.getByText("No connection").first().waitFor();
  await scene.check(page, "approvals-offline");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Waiting (1)" }).waitFor();

  await page.goto(`${scene.gateway}/ui/approvals/00000000000000000000000000-1`);
  await page.getByRole("alert").waitFor();
  await scene.check(page, "approval-unknown");
}

function recordNotifications() {
  globalThis.shown = [];
  globalThis.Notification = class {
    static permission = "granted";
    constructor(title, { body }) {
      globalThis.shown.push(`${title} ${body}`);
    }
    close() {}
  };
}

const asked = { require_approval: [{ conditions: [], hold: "0s" }] };
const policy = { version: "1", default: "deny", tools: { "cancel-async-job": asked, "retry-async-job": asked } };
