import assert from "node:assert/strict";

/** A link that is pasted into a page that asks for a sign-in signs in and leads back to the screen that was open. A page whose session has ended says so. */
export default async function (scene) {
  const page = await scene.visit("/ui");
  const asks = page.getByRole("heading", { name: "Sign in to FuncGateway" });
  await asks.waitFor();
  await page.evaluate(() => {
    globalThis.isSamePage = true;
  });
  await page.goto(`${scene.gateway}/ui#k=not-a-code`);
  await page.getByRole("alert").getByText("Not signed in").waitFor();
  assert.equal(new URL(page.url()).hash, "", "the code is not left in the address");
  assert.equal(await page.getByText(/works? once/).count(), 1, "the advice is given once");
  await scene.check(page, "sign-in-refused");
  await page.goto(scene.links.Viewer);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  assert.ok(await page.evaluate(() => globalThis.isSamePage), "the page was not loaded anew");
  assert.equal(new URL(page.url()).hash, "");

  await page.goto(`${scene.gateway}/ui/grants?label=x`);
  await page.getByRole("heading", { name: "Grants", level: 1 }).waitFor();
  await page.context().clearCookies();
  await page.getByText("The session has ended, for example because the gateway was restarted.").waitFor();
  await scene.check(page, "sign-in-session-ended");
  await page.goto(scene.links.Admin);
  await page.getByRole("heading", { name: "Grants", level: 1 }).waitFor();
  const { pathname, search, hash } = new URL(page.url());
  assert.equal(pathname + search + hash, "/ui/grants?label=x");
}
