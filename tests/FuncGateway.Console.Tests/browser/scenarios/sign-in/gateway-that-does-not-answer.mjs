import assert from "node:assert/strict";

/** A link is used up only by a gateway that answers: the page keeps its code for another try. */
export default async function (scene) {
  const page = await scene.visit("/ui");
  let attempts = 0;
  await page.route("**/api/session", route => {
    attempts++;
    return attempts === 1 ? route.abort() : attempts === 2 ? route.fulfill({ status: 503, body: "" }) : route.continue();
  });

  await page.goto(scene.links.Admin);
  for (const tries of [1, 2]) {
    await scene.eventually(`try ${tries}`, () => attempts === tries);
    await page.getByRole("alert").waitFor();
    assert.equal(new URL(page.url()).hash, "", "the code is not left in the address");
    await page.getByRole("alert").getByRole("button").click();
  }
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  assert.equal(attempts, 3);
}
