import assert from "node:assert/strict";

/** All calls are stopped with a reason after a confirmation: a client is refused meanwhile, every screen says so, and then calls pass again. */
export default async function (scene) {
  const agent = await scene.agent(await scene.setUp("jobs", { version: "1", default: "allow" }));
  const call = async () => {
    try {
      return (await agent.callTool({ name: "list-async-jobs", arguments: {} })).content[0].text;
    } catch (error) {
      return String(error);
    }
  };
  assert.doesNotMatch(await call(), /POLICY DENIED/);

  const page = await scene.open("/ui/settings");
  await page.getByRole("button", { name: "Stop all calls now" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("A key has leaked");
  await scene.check(page, "settings-stop");
  await page.keyboard.press("Escape");
  assert.equal((await scene.api("GET", "/api/freeze")).frozen, false, "closing the dialog stops nothing");

  await page.getByRole("button", { name: "Stop all calls now" }).click();
  await dialog.getByLabel("Reason").fill("A key has leaked");
  await dialog.getByRole("button", { name: "Stop all calls now" }).click();
  await page.getByRole("button", { name: "Let calls pass again" }).waitFor();
  await page.getByText("A key has leaked").first().waitFor();
  await scene.eventually("the client is refused", async () => /All calls are stopped/.test(await call()));
  await scene.check(page, "settings-stopped");

  const viewer = await scene.open("/ui/grants", { role: "Viewer" });
  await viewer.getByText("All calls are stopped").waitFor();

  await page.getByRole("button", { name: "Let calls pass again" }).click();
  await dialog.getByRole("button", { name: "Let calls pass again" }).click();
  await page.getByText("Calls are decided by the policies").waitFor();
  await scene.eventually("calls pass again", async () => !/POLICY DENIED/.test(await call()));
}
