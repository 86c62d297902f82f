/** Without a role, without a connection and while everything is stopped, the overview says so. */
export default async function (scene) {
  const nobody = await scene.open("/ui", { role: "None" });
  await nobody.getByText("No permission").first().waitFor();
  await scene.check(nobody, "overview-no-permission");

  await scene.api("POST", "/api/freeze", { reason: "A drill" });
  const page = await scene.open("/ui/overview", { role: "Viewer" });
  const tile = page.locator("section").filter({ has: page.getByRole("heading", { name: "Freeze switch" }) });
  await tile.getByText("on: all calls are stopped").waitFor();
  await tile.getByText(/since .* by /).waitFor();
  await tile.getByRole("link", { name: "Settings" }).waitFor();
  await page.getByText("A drill").waitFor();
  await scene.check(page, "overview-stopped");

  await page.context().setOffline(true);
  await page.getByText("No connection").waitFor();
  await tile.getByText("on: all calls are stopped").waitFor();
  await scene.check(page, "overview-offline");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("No connection").waitFor({ state: "detached" });
}
