import { Editor } from "../../editor.mjs";

/** What the page says about a server that does not exist, one that was never scanned, a gateway that cannot be reached, and a person without a role. */
export default async function (scene) {
  const missing = await scene.open("/ui/servers/nowhere/policies/main");
  await missing.getByRole("alert").getByText("nowhere").waitFor();
  await scene.check(missing, "policy-no-server");

  await scene.setUp("jobs", { version: "1", default: "deny" }, { scan: false });
  const editor = await Editor.open(scene, { role: "PolicyManager" });
  const { page } = editor;
  await page.getByText("The tools of this server are not known yet.").waitFor();
  await page.getByRole("button", { name: "Strict" }).click();
  await page.getByRole("alert").waitFor();
  await scene.check(page, "policy-not-scanned");

  await page.context().setOffline(true);
  await editor.write('{ "version": "1", "default": "allow" }');
  await page.getByText("The text could not be checked.").waitFor();
  await page.getByText("The gateway cannot be reached.").first().waitFor();
  await page.context().setOffline(false);
  await editor.write('{ "version": "1", "default": "allow", "hide": ["x"] }');
  await editor.checked("No problems and no warnings.");

  const nobody = await scene.open("/ui/servers/jobs/policies/main", { role: "None" });
  await nobody.getByRole("alert").getByText("No permission").first().waitFor();
  await scene.check(nobody, "policy-no-permission");
}
