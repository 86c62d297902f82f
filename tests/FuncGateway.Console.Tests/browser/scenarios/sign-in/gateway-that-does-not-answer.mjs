import assert from "node:assert/strict";

/** A link is used up only by a gateway that answers: the page keeps its code for another try, whatever becomes of a link before it. */
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

  const other = await scene.visit("/ui");
  await other.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
  let answer;
  const answered = new Promise(resolve => {
    answer = resolve;
  });
  const codes = [];
  await other.route("**/api/session", async route => {
    const number = codes.push(JSON.parse(route.request().postData()).code);
    if (number === 1) {
      await answered;
    }
    await (number === 2 ? route.abort() : route.continue());
  });
  await other.goto(`${scene.gateway}/ui#k=not-a-code`);
  await scene.eventually("the first code is sent", () => codes.length === 1);
  await other.goto(scene.links.Viewer);
  await other.getByRole("alert").waitFor();
  const refused = other.waitForResponse("**/api/session");
  answer();
  assert.equal((await refused).status(), 401);
  await other.getByRole("alert").getByRole("button").click();
  await other.getByRole("navigation", { name: "Main" }).waitFor();
  assert.equal(codes[2], codes[1]);
}
