/** A new gateway has nothing to show yet: the overview leads to the first steps. */
export default async function (scene) {
  const page = await scene.open("/ui/overview");
  await page.getByRole("heading", { name: "No agent has made an allowed call yet" }).waitFor();
  await page.getByText("off: the policies decide").waitFor();
  await page.getByText("Nothing waits for a decision.").waitFor();
  await page.getByText("No call was denied, hidden or limited.").waitFor();
  await page.getByRole("img", { name: /Calls of the last 24 hours/ }).locator("canvas").waitFor();
  await scene.check(page, "overview-empty");

  await page.getByRole("main").getByRole("link", { name: "Start", exact: true }).click();
  await page.waitForURL("**/ui/start");
}
