/** A person without a link signs in with the admin key; a wrong one is refused with a reason. */
export default async function (scene) {
  const page = await scene.visit("/ui/grants");
  await page.getByLabel("Admin key").fill("not-the-key-not-the-key-not-the-key-1");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();

  await page.getByLabel("Admin key").fill(scene.adminKey);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Grants", level: 1 }).waitFor();
}
