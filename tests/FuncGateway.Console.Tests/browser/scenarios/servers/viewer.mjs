import assert from "node:assert/strict";

const changing = /Add|Save|Scan|Accept|Remove|Publish|Create|Open the editor/;

/** A Viewer sees everything about servers and nothing that changes it; the role that could is named. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "allow" });
  const page = await scene.open("/ui/servers", { role: "Viewer" });
  await page.getByRole("link", { name: "jobs" }).waitFor();
  await page.getByText("the role Admin is needed").waitFor();
  assert.equal(await page.getByRole("button", { name: changing }).count(), 0);

  for (const tab of ["tools", "tools?tool=list-models", "policies", "changes", "settings"]) {
    await page.goto(`${scene.gateway}/ui/servers/jobs/${tab}`);
    await page.getByText(/is needed\.$/).last().waitFor();
    assert.equal(await page.getByRole("button", { name: changing }).count(), 0, tab);
  }
  await scene.check(page, "server-settings-viewer");

  await page.goto(`${scene.gateway}/ui/start`);
  await page.getByRole("button", { name: "1. Add a server" }).click();
  await page.getByText("To add a server, the role Admin is needed.").waitFor();
  assert.equal(await page.getByRole("button", { name: /Add and|Publish|Create the/ }).count(), 0);
}
