import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const themes = ["light", "dark"];

// 640 pixels is what a window of 1280 has left at 200 % zoom.
const widths = [1280, 640, 380];

/** Fails if axe finds anything in the page in either theme, or if it can be scrolled sideways. Writes screenshots if there is a folder for them. */
export async function checkPage(page, name, screenshots) {
  const before = page.viewportSize();
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: before.height });
      await assertNoSidewaysScrolling(page, `${name}, ${theme}, ${width} px`);
      if (width !== 640) {
        await assertAccessible(page, `${name}, ${theme}, ${width} px`);
      }
      if (screenshots && width === 1280) {
        await page.screenshot({ path: join(screenshots, `${name}-${theme}.png`) });
      }
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}

async function assertNoSidewaysScrolling(page, where) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    const limit = root.clientWidth;
    const widest = [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > limit + 1).map(each => `${each.tagName}.${each.className}`);
    return root.scrollWidth > limit ? widest.slice(0, 5) : null;
  });
  assert.equal(wide, null, `${where}: scrolls sideways because of ${wide}`);
}

async function assertAccessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.map(each => `${each.id}: ${each.help}\n    ${each.nodes.slice(0, 3).map(node => `${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`).join("\n    ")}`);
  assert.deepEqual(found, [], `${where}:\n${found.join("\n")}`);
}
