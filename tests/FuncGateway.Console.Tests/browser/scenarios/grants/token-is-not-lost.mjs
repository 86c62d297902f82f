import assert from "node:assert/strict";

/** A token that is shown once is not lost by a link, a sign-out or a button, until it was copied or the person says that it is stored. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "allow" });
  const page = await scene.open();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Grants" }).click();
  await page.getByRole("button", { name: "New grant" }).click();
  await page.getByLabel("Label", { exact: true }).fill("release bot");
  await page.getByRole("group", { name: "Access to jobs" }).getByLabel("Policy").selectOption("main");
  await page.getByRole("button", { name: "Mint the grant" }).click();
  const token = await page.getByText(/^fgw_\S{20,}$/).first().innerText();
  await page.getByText(`${scene.gateway}/mcp/jobs`, { exact: true }).waitFor();

  const question = page.getByRole("dialog", { name: "Leave without the token?" });
  const link = name => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
  const ways = [
    () => link("Stack").click(),
    () => page.getByRole("banner").getByRole("button", { name: "Sign out" }).click(),
    () => page.getByRole("button", { name: "Done" }).click(),
  ];
  for (const [index, leave] of ways.entries()) {
    await leave();
    await question.waitFor();
    if (index === 0) {
      await scene.check(page, "grant-token-lost");
    }
    await question.getByRole("button", { name: "Stay" }).click();
    assert.equal(await page.getByText(token, { exact: true }).count(), 1);
    assert.equal(new URL(page.url()).pathname, "/ui/grants");
  }

  // A sign-out that fails leaves the token on the page, so the next way out asks again.
  await page.context().setOffline(true);
  await ways[1]();
  await question.getByRole("button", { name: "Leave without it" }).click();
  await page.getByText("You are still signed in").waitFor();
  await page.context().setOffline(false);
  await ways[0]();
  await question.getByRole("button", { name: "Stay" }).click();

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the token" }).click();
  await page.getByText("Copied").waitFor();
  await link("Stack").click();
  await page.getByRole("heading", { name: "Stack", level: 1 }).waitFor();
  assert.equal(await question.count(), 0);

  const { items } = await scene.api("GET", "/api/grants");
  await page.goto(`${scene.gateway}/ui/grants/${items.find(each => each.label === "release bot").id}`);
  await page.getByRole("button", { name: "Rotate the token" }).click();
  await page.getByRole("button", { name: "Make a new token" }).click();
  await page.getByRole("heading", { name: "New token" }).waitFor();
  await link("Settings").click();
  await question.getByRole("button", { name: "Leave without it" }).click();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
}
