const screens = ["servers", "grants", "stack", "approvals", "activity", "settings"];

/** A person without any role can sign in, sees on every screen why nothing is shown, and can sign out. */
export default async function (scene) {
  const page = await scene.open("/ui", { role: "None" });
  await page.getByText("No permission").first().waitFor();
  for (const screen of screens) {
    await page.goto(`${scene.gateway}/ui/${screen}`);
    await page.getByText("No permission").first().waitFor();
    await scene.check(page, `no-role-${screen}`);
  }
  await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
}
