// Prints the path of a browser that the tests can drive: CHROMIUM_PATH, an installed Chromium, Chrome or Edge, or one that it installs.
// Progress goes to standard error. Exits with 1 and says what to install if there is none.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "chrome.exe", "msedge.exe"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  `${process.env.ProgramFiles}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env["ProgramFiles(x86)"]}\\Microsoft\\Edge\\Application\\msedge.exe`,
];

function installed() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return [...names.flatMap(name => folders.map(folder => join(folder, name))), ...places].find(path => existsSync(path)) ?? null;
}

/** Playwright's own download. */
function downloaded() {
  const own = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : null);
  if (own()) {
    return own();
  }
  console.error("No browser is installed. Downloading Chromium with Playwright …");
  const cli = fileURLToPath(new URL("cli.js", `file://${createRequire(import.meta.url).resolve("playwright-core/package.json")}`));
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: ["ignore", "ignore", "ignore"], timeout: 120_000 });
  return own();
}

function packaged() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return null;
  }
  console.error("Installing Chromium with apt …");
  try {
    execFileSync("apt-get", ["update", "-q"], { stdio: "ignore", timeout: 300_000 });
    execFileSync("apt-get", ["install", "-y", "-q", "chromium"], { stdio: "ignore", timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  } catch (error) {
    console.error(error.message);
  }
  return installed();
}

const asked = process.env.CHROMIUM_PATH;
if (asked && !existsSync(asked)) {
  console.error(`CHROMIUM_PATH is '${asked}', where there is no file. Accepted: the path of a Chromium, Chrome or Edge executable.`);
  process.exit(1);
}
const found = asked ?? installed() ?? downloaded() ?? packaged();
if (!found) {
  console.error("The tests of the console need a browser. Install Chromium, Google Chrome or Microsoft Edge, or set CHROMIUM_PATH to an executable.");
  process.exit(1);
}
console.log(found);
