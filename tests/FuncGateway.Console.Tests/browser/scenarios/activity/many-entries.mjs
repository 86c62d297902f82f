import assert from "node:assert/strict";

const total = 5_000;
const atOnce = 25;

/** With 5,000 entries the page holds at most 200 rows and reaches older entries page by page. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", { version: "1", default: "deny" });
  const agent = await scene.agent(grant);
  let made = 0;
  const call = async () => {
    while (made < total) {
      made++;
      await agent.callTool({ name: "list-models", arguments: {} }).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, call));

  const page = await scene.open("/ui/activity", { role: "Viewer" });
  await page.getByRole("link", { name: "list-models" }).first().waitFor();
  const rows = () => page.getByRole("row").count();
  assert.ok((await rows()) <= 201, `${await rows()} rows`);
  await page.getByRole("button", { name: "Older" }).click();
  await page.getByText("Page 2").waitFor();
  await page.getByRole("link", { name: "list-models" }).first().waitFor();
  assert.ok((await rows()) <= 201);
  await page.getByRole("button", { name: "Older" }).click();
  await page.getByText("Page 3").waitFor();
  await page.getByRole("button", { name: "Newer" }).click();
  await page.getByText("Page 2").waitFor();
  await page.getByRole("button", { name: "Newest" }).click();
  await page.getByText("Live").waitFor();

  for (let more = 0; more < 150; more++) {
    await agent.callTool({ name: "get-queue-status", arguments: {} }).catch(() => undefined);
  }
  await page.getByRole("link", { name: "get-queue-status" }).first().waitFor();
  assert.ok((await rows()) <= 201, `${await rows()} rows after new ones`);
}
