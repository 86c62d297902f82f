/** The screens of grants when there is nothing, no such grant, or no connection; mistakes are shown beside the form. */
export default async function (scene) {
  const page = await scene.open("/ui/grants");
  await page.getByText("There are no grants yet.").waitFor();
  await page.getByRole("button", { name: "New grant" }).click();
  await page.getByRole("link", { name: "Add a server" }).waitFor();
  await scene.check(page, "grants-empty");

  await scene.setUp("jobs", { version: "1", default: "deny" }, { scan: false });
  await page.goto(`${scene.gateway}/ui/grants/01arz3ndektsv4rrffq69g5fav`);
  await page.getByText("Not found").waitFor();
  await scene.check(page, "grant-unknown");

  await page.goto(`${scene.gateway}/ui/grants`);
  await page.getByRole("button", { name: "New grant" }).click();
  await page.getByLabel("Label", { exact: true }).fill("late");
  await page.getByRole("group", { name: "Access to jobs" }).getByLabel("Policy").selectOption("main");
  await page.getByLabel("Expires").selectOption({ label: "At a date …" });
  await page.getByLabel("Expires at").fill("2020-01-01T00:00");
  await page.getByRole("button", { name: "Mint the grant" }).click();
  await page.getByText("/expiresAt").waitFor();
  await scene.check(page, "grant-refused");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Mint the grant" }).click();
  await page.getByText("No connection").first().waitFor();
  await scene.check(page, "grant-offline");
}
