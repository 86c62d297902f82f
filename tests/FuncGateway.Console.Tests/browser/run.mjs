// Runs one scenario against a running gateway: node run.mjs <scenario file>. Exits with 0 if it passed. What it is given is in the environment.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { Scene } from "./scene.mjs";

process.stdin.on("end", () => process.exit(3)).resume();
process.stdin.unref?.();

const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const scene = new Scene(browser, JSON.parse(process.env.SCENE));
try {
  const { default: scenario } = await import(pathToFileURL(process.argv[2]));
  await scenario(scene);
  scene.assertNothingWentWrong();
} catch (error) {
  await scene.describe();
  console.error(error.stack ?? error);
  process.exitCode = 1;
} finally {
  await scene.close();
  await browser.close();
}
process.exit();
