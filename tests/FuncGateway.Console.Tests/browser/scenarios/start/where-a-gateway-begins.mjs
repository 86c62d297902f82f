import assert from "node:assert/strict";

const steps = ["Add a server", "See its tools", "Choose a preset", "Mint a grant", "First allowed call"];

/** The console of a new gateway opens at Start; once everything is prepared, at the overview. Start is in the navigation until the first allowed call. */
export default async function (scene) {
  const page = await scene.open();
  const link = name => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
  await page.getByRole("heading", { name: "Start", level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/ui/start");
  assert.equal(await page.getByRole("navigation", { name: "Main" }).getByRole("link").first().innerText(), "Start");
  assert.equal(await link("Start").getAttribute("aria-current"), "page");
  assert.deepEqual(await page.locator(".steps h2 button").allInnerTexts(), steps.map((step, index) => `${index + 1}. ${step}`));

  await link("Overview").click();
  await page.getByRole("heading", { name: "No agent has made an allowed call yet" }).waitFor();
  assert.deepEqual(await page.locator(".first-run li").allInnerTexts(), steps);

  const grant = await scene.setUp("jobs", { version: "1", default: "allow" }, { scan: false });
  await assertOpensAt(scene, page, "/ui/", "/ui/start");
  await scene.api("POST", "/api/servers/jobs/scan");
  await assertOpensAt(scene, page, "/ui", "/ui/overview");
  await link("Start").waitFor();

  await (await scene.agent(grant)).callTool({ name: "list-models", arguments: {} });
  await link("Start").waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "No agent has made an allowed call yet" }).waitFor({ state: "detached" });
}

/** No other screen is shown before the right one, and what the frame and the screen share is asked for once. */
async function assertOpensAt(scene, page, address, expected) {
  let requests = 0;
  const count = request => {
    requests += new URL(request.url()).pathname === "/api/overview" ? 1 : 0;
  };
  await page.goto("about:blank");
  page.on("request", count);
  await page.goto(scene.gateway + address);
  await page.waitForFunction(() => {
    globalThis.addresses ??= new Set();
    globalThis.addresses.add(document.querySelector("h1") && location.pathname);
    return document.querySelector("h1");
  });
  page.off("request", count);
  assert.deepEqual(await page.evaluate(() => [...globalThis.addresses].filter(Boolean)), [expected]);
  assert.equal(requests, 1);
}
