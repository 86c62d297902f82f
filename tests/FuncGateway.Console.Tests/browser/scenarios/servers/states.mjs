const screens = [
  { path: "/ui/servers", request: "**/api/servers", loading: "Loading the servers …", shown: page => page.getByRole("table", { name: "Servers" }) },
  {
    path: "/ui/servers/jobs/tools",
    request: "**/api/servers/jobs/tools",
    loading: "Loading the tools …",
    shown: page => page.getByRole("table", { name: "Tools", exact: true }),
  },
  {
    path: "/ui/start",
    request: "**/api/overview",
    loading: "Loading what is done already …",
    shown: page => page.getByRole("button", { name: "1. Add a server" }),
  },
  { path: "/ui/stack", request: "**/api/stack?*", loading: "Loading the stack …", shown: page => page.getByText("1 grant on this page") },
];

/** Each screen says that it loads, why it cannot, that the connection is lost, and that a person has no permission. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "allow" });
  const page = await scene.open("/ui/grants");
  for (const { path, request, loading, shown } of screens) {
    let fail;
    const failing = new Promise(resolve => {
      fail = resolve;
    });
    await page.route(request, async route => {
      await failing;
      await route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ detail: "The storage does not answer." }) });
    });
    await page.goto(scene.gateway + path);
    await page.getByText(loading).waitFor();
    fail();
    await page.getByRole("alert").getByText("The storage does not answer.").waitFor();
    await scene.check(page, "failure");
    await page.unroute(request);
    await page.getByRole("button", { name: "Try again" }).click();
    await shown(page).waitFor();
  }

  await page.goto(`${scene.gateway}/ui/servers`);
  await page.getByRole("table", { name: "Servers" }).waitFor();
  await page.context().setOffline(true);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("alert").getByText("No connection").waitFor();
  await page.getByRole("table", { name: "Servers" }).waitFor();
  await page.context().setOffline(false);

  await page.goto(`${scene.gateway}/ui/servers/nothing-here/tools`);
  await page.getByRole("alert").getByText("There is no server 'nothing-here'").waitFor();
  await scene.check(page, "server-missing");

  const nobody = await scene.open("/ui/servers", { role: "None" });
  for (const { path } of screens) {
    await nobody.goto(scene.gateway + path);
    await nobody.getByRole("alert").getByText("No permission").first().waitFor();
  }
  await scene.check(nobody, "no-permission");
}
