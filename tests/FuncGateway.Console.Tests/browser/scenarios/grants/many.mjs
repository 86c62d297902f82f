import assert from "node:assert/strict";

const count = 500;

/** 500 grants: at most 200 rows are in the page, and the filters search all of them. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny" }, { label: "the first", scan: false });
  const labels = Array.from({ length: count - 1 }, (_, index) => `agent ${String(index + 1).padStart(3, "0")}`);
  while (labels.length > 0) {
    await Promise.all(labels.splice(0, 20).map(label => scene.api("POST", "/api/servers/jobs/grants", { label, policy: "main" })));
  }

  const page = await scene.open("/ui/grants");
  await page.getByText("500 grants").waitFor();
  const rows = page.getByRole("table", { name: "Grants" }).getByRole("row");
  assert.ok((await rows.count()) <= 201);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("101 to 200 of 500").waitFor();
  await scene.check(page, "grants-many");

  await page.getByLabel("Label or id").fill("agent 25");
  await page.getByText("10 of 500 grants").waitFor();
  assert.equal(await rows.count(), 11);

  await page.getByLabel("Label or id").fill("nothing like this");
  await page.getByText("No grant matches these filters.").waitFor();
  await page.getByLabel("Label or id").fill("");
  await page.getByLabel("State").selectOption({ label: "Revoked" });
  await page.getByText("0 of 500 grants").waitFor();
}
