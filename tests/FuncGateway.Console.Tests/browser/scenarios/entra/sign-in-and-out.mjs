import assert from "node:assert/strict";

/** A person follows a link to an approval, signs in with Entra, is back at the link with the rights of the roles in the token, and signs out. */
export default async function (scene) {
  const page = await scene.visit("/ui/approvals", { ignoreHTTPSErrors: true });
  await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
  await scene.check(page, "sign-in-entra");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await page.getByRole("link", { name: "Continue as the approver" }).click();

  await page.getByRole("heading", { name: "Approvals", level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/ui/approvals", "back at the address of the link");
  await page.getByText("approver@tenant.example").waitFor();

  await page.reload();
  await page.getByRole("heading", { name: "Approvals", level: 1 }).waitFor();

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
}
