import assert from "node:assert/strict";

const screens = ["Servers", "Grants", "Stack", "Approvals", "Activity", "Settings", "Overview"];

/** Every screen is reached by the keyboard and by its address; the focus follows; the theme is kept; unknown addresses say so. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "allow" });
  const page = await scene.open();
  for (const screen of screens) {
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: screen });
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: screen, level: 1 }).waitFor();
    await scene.eventually(`the focus is on ${screen}`, () => page.evaluate(() => document.activeElement?.id === "main"));
    assert.equal(await link.getAttribute("aria-current"), "page");
  }

  await page.goBack();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();

  // Two clicks before the page is drawn again.
  await page.getByRole("button", { name: /^Theme/ }).evaluate(button => {
    button.click();
    button.click();
  });
  await page.reload();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");

  await page.goto(`${scene.gateway}/ui/nowhere`);
  await page.getByRole("heading", { name: "No such screen" }).waitFor();
  for (const address of ["/", "/ui", "/ui/", "/ui/overview/"]) {
    await page.goto(scene.gateway + address);
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Overview", exact: true }).getAttribute("aria-current"), "page", address);
  }
}
