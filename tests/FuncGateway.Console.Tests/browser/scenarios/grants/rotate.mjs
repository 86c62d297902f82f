import assert from "node:assert/strict";
import { statusOf } from "../../status-of.mjs";

/** The token is rotated with an overlap, in which both work; then without one, after which only the newest works. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", default: "allow" });
  const page = await scene.open(`/ui/grants/${grant.id}`);

  const second = await rotate(page, "for 10 more minutes");
  await page.getByText(/^The old token works until/).first().waitFor();
  await scene.check(page, "grant-rotated");
  const connect = page.getByRole("heading", { name: "Connect a client" });
  assert.equal(await connect.count(), 1, "how to connect is said once, with the new token");
  assert.equal(await page.getByRole("tabpanel").filter({ hasText: second }).count(), 1);
  assert.equal(await statusOf(grant.mcpUrl, grant.token), 200);
  assert.equal(await statusOf(grant.mcpUrl, second), 200);
  const { oldTokenUntil } = await scene.api("GET", `/api/grants/${grant.id}`);
  const minutes = (Date.parse(oldTokenUntil) - Date.now()) / 60_000;
  assert.ok(minutes > 8 && minutes <= 10, `the old token works for ${minutes} minutes`);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("dialog", { name: "Leave without the token?" }).getByRole("button", { name: "Leave without it" }).click();
  await page.getByText("Put it in place of").waitFor();
  assert.equal(await connect.count(), 1);

  const third = await rotate(page, "no longer, as after a leak", /was promised until .+ It stops at once with this rotation/);
  await page.getByText("The old token does not work any more.").waitFor();
  await scene.eventually("both earlier tokens are refused", async () =>
    (await Promise.all([grant.token, second].map(token => statusOf(grant.mcpUrl, token)))).every(status => status === 401),
  );
  assert.equal(await statusOf(grant.mcpUrl, third), 200);
}

async function rotate(page, overlap, warning) {
  await page.getByRole("button", { name: "Rotate the token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("The present token works").selectOption({ label: overlap });
  if (warning) {
    await dialog.getByText(warning).waitFor();
  }
  await dialog.getByRole("button", { name: "Make a new token" }).click();
  await page.getByRole("heading", { name: "New token" }).waitFor();
  return page.getByText(/^fgw_\S{20,}$/).first().innerText();
}
