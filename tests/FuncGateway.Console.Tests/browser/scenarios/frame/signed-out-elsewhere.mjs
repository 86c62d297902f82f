/** A page whose session was ended in another tab asks for a sign-in, at the same address. */
export default async function (scene) {
  const page = await scene.open("/ui/grants");
  const other = await page.context().newPage();
  scene.watch(other);
  await other.goto(`${scene.gateway}/ui/settings`);
  await other.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
  await other.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();

  await page.bringToFront();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
  await page.getByLabel("Admin key").fill(scene.adminKey);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Grants", level: 1 }).waitFor();
}
