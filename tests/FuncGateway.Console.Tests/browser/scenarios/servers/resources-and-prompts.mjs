/** Resources, resource templates and prompts are listed with their definitions and how each policy judges them. */
export default async function (scene) {
  await scene.setUp("everything", { version: "1", default: "allow" }, { upstream: scene.everything });
  const page = await scene.open("/ui/servers/everything/resources");
  await page.getByRole("table", { name: "Resource templates" }).waitFor();
  await scene.check(page, "server-resources");
  await page.getByRole("table", { name: "Resources", exact: true }).getByRole("link").first().click();
  await page.getByRole("table", { name: "Verdict under each policy" }).waitFor();
  await scene.check(page, "server-resource");

  await page.getByRole("link", { name: "Prompts", exact: true }).click();
  await page.getByRole("table", { name: "Prompts" }).getByRole("link").first().click();
  await page.getByRole("table", { name: "Verdict under each policy" }).waitFor();
  await page.getByRole("link", { name: "All prompts" }).click();
  await page.getByRole("table", { name: "Prompts" }).waitFor();
  await scene.check(page, "server-prompts");
}
