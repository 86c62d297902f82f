import assert from "node:assert/strict";

/** The link that the gateway prints signs in once; the session survives a reload and ends with the sign-out; the link does not work again. */
export default async function (scene) {
  const page = await scene.visit(scene.links.Admin);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  assert.equal(new URL(page.url()).hash, "", "the code is not left in the address");

  await page.reload();
  await page.getByText("local admin").waitFor();

  const cookies = await page.context().cookies();
  const session = cookies.find(each => each.name.startsWith("fgw_session"));
  assert.ok(session?.httpOnly, "scripts cannot read the session");
  assert.equal(session.sameSite, "Strict");

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();

  const second = await scene.visit(scene.links.Admin);
  await second.getByRole("alert").waitFor();
  await scene.check(second, "sign-in");
}
