/** A sign-out that does not reach the gateway says so, and can be tried again. */
export default async function (scene) {
  const page = await scene.open("/ui/grants");
  await page.getByRole("heading", { name: "Grants", level: 1 }).waitFor();
  const signOut = page.getByRole("banner").getByRole("button", { name: "Sign out" });
  const problem = page.getByRole("alert").filter({ hasText: "You are still signed in" });

  await page.context().setOffline(true);
  await signOut.click();
  await problem.waitFor();
  await scene.check(page, "sign-out-offline");
  await page.context().setOffline(false);
  await signOut.click();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
}
