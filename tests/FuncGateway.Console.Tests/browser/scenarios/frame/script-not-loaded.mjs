/** A screen whose script cannot be loaded says why; it is loaded again on request, and the page is reloaded if the script is gone. */
export default async function (scene) {
  const page = await scene.open("/ui/grants");
  const link = name => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
  const heading = name => page.getByRole("heading", { name, level: 1 });
  const problem = text => page.getByRole("main").getByRole("alert").filter({ hasText: text });
  await heading("Grants").waitFor();

  await page.context().setOffline(true);
  await link("Stack").click();
  await problem("This screen cannot be shown: the gateway cannot be reached.").waitFor();
  await heading("Grants").waitFor({ state: "detached" });
  await scene.check(page, "script-offline");
  await problem("cannot be shown").getByRole("button", { name: "Try again" }).click();
  await problem("cannot be shown").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("There is no live grant").waitFor();

  // Scripts of an earlier version are gone after an upgrade.
  await page.route(/\/ui\/[\w-]+\.js$/, route => route.fulfill({ status: 404 }));
  await link("Activity").click();
  await problem("its script could not be loaded").waitFor();
  await scene.check(page, "script-gone");
  await link("Stack").click();
  await page.getByText("There is no live grant").waitFor();
  await link("Activity").click();
  await problem("its script could not be loaded").waitFor();
  await page.unroute(/\/ui\/[\w-]+\.js$/);
  await page.getByRole("button", { name: "Reload the page" }).click();
  await page.getByText("No agent has made a request yet.").waitFor();
}
