import assert from "node:assert/strict";
import { tool, Upstream } from "../../upstream.mjs";

/** 300 tools stay fluid: at most 200 rows are in the page, and filtering is not noticeable. */
export default async function (scene) {
  const tools = Array.from({ length: 300 }, (_, index) => tool(`get_record_${index}`, "Returns a record.", "id!", "fields"));
  const upstream = await Upstream.start({ tools });
  await scene.setUp("records", { version: "1", default: "allow" }, { upstream: upstream.url });
  const page = await scene.open("/ui/servers/records/tools");
  await page.getByRole("status").filter({ hasText: "300 tools" }).waitFor();
  assert.ok((await page.getByRole("row").count()) <= 201);

  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("link", { name: "get_record_150", exact: true }).waitFor();
  await page.getByLabel("Name contains").fill("record_299");
  await page.getByRole("link", { name: "get_record_299", exact: true }).waitFor();
  await page.getByText("1 of 300 tools").waitFor();
  assert.equal(await page.getByRole("row").count(), 2);

  const slowest = await page.evaluate(async () => {
    const input = document.querySelector("input[type=search]");
    let longest = 0;
    for (const text of ["", "record", "record_1", ""]) {
      const before = performance.now();
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      longest = Math.max(longest, performance.now() - before);
    }
    return longest;
  });
  assert.ok(slowest < 2000, `filtering took ${slowest} ms`);
}
