import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

/** Text that is not published is dropped by a sign-out, once the person has agreed and the sign-out has succeeded. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" });
  const editor = await Editor.open(scene);
  const { page } = editor;
  const drafts = () => page.evaluate(() => Object.keys(sessionStorage).filter(each => each.startsWith("funcgateway.draft:")));
  const signOut = async () => {
    await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("dialog", { name: "Leave without publishing?" }).getByRole("button", { name: "Leave and drop the text" }).click();
  };

  const text = '{ "version": "1", "default": "allow" }';
  await editor.write(text);
  await scene.eventually("the text is kept", async () => (await drafts()).length === 1);
  await page.context().setOffline(true);
  await signOut();
  await page.getByText("You are still signed in").waitFor();
  await page.context().setOffline(false);
  assert.equal((await drafts()).length, 1);
  await editor.assertText(text);

  // The answer to the sign-out comes after another request of the page was refused.
  await page.route("**/api/session", async route => {
    const refused = page.waitForResponse(response => response.status() === 401);
    const response = await route.fetch();
    await refused;
    await route.fulfill({ response });
  });
  await signOut();
  await page.getByRole("heading", { name: "Sign in to FuncGateway" }).waitFor();
  assert.deepEqual(await drafts(), []);
  assert.equal(await page.getByText("The session has ended").count(), 0);
}
