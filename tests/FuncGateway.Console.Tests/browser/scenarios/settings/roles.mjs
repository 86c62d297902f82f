import assert from "node:assert/strict";

/** Each person sees who they are and what their role allows; only an administrator has the switches. */
export default async function (scene) {
  for (const role of ["Viewer", "Approver", "PolicyManager"]) {
    const page = await scene.open("/ui/settings", { role });
    await page.getByText(`the ${role}`).first().waitFor();
    await page.getByRole("heading", { name: "Settings in force" }).waitFor();
    await page.getByText("With the role Admin, you could stop all calls.").waitFor();
    assert.equal(await page.getByRole("button", { name: /Stop all calls|Send a test/ }).count(), 0, role);
    if (role === "Viewer") {
      await scene.check(page, "settings-viewer");
    }
  }

  const nobody = await scene.open("/ui/settings", { role: "None" });
  await nobody.getByText("none: an administrator has to give you one").waitFor();
  await nobody.getByText("No permission").first().waitFor();
  await scene.check(nobody, "settings-no-role");

  const page = await scene.open("/ui/settings");
  await page.getByText("manage servers and grants").waitFor();
  await page.getByRole("button", { name: "Sign out" }).last().click();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
}
