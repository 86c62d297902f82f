/** Without a role, without a connection and while everything is stopped, the overview says so. */
export default async function (scene) {
  const nobody = await scene.open("/ui", { role: "None" });
  await nobody.getByText("No permission").first().waitFor();
  await scene.check(nobody, "overview-no-permission");

  await scene.api("POST", "/api/freeze", { reason: "A drill" });
  const page = await scene.open("/ui", { role: "Viewer" });
  await page.getByText("all stopped").waitFor();
  await page.getByText("A drill").waitFor();
  await scene.check(page, "overview-stopped");

  await page.context().setOffline(true);
  await page.getByText("No connection").waitFor();
  await page.getByText("all stopped").waitFor();
  await scene.check(page, "overview-offline");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("No connection").waitFor({ state: "detached" });
}
