// Runs Azurite until its standard input closes, so that it ends with whoever started it, however that ends.
//
//   node run.mjs [--host 127.0.0.1] [--tablePort 0] [--location DIR]
//   node run.mjs --all [--host 127.0.0.1] [--blobPort 0] [--queuePort 0] [--tablePort 0] [--location DIR]
//
// Port 0 is a free port. Without a location the data stays in memory. Once it listens, one line of JSON names the
// addresses: {"table":"http://127.0.0.1:41234"}, with --all also "blob" and "queue". Exit 2: wrong arguments.
// With --detach it runs in a session of its own, which the signals of the terminal do not reach, and ignores SIGTERM: only the end of its input ends it.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);
const closeWithin = 5000;

// What Azurite does at SIGTERM, which is the only way to close it.
const terminators = [];

function readOptions() {
  try {
    return parseArgs({
      options: {
        all: { type: "boolean", default: false },
        host: { type: "string", default: "127.0.0.1" },
        blobPort: { type: "string", default: "0" },
        queuePort: { type: "string", default: "0" },
        tablePort: { type: "string", default: "0" },
        location: { type: "string" },
        detach: { type: "boolean", default: false },
        detached: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

async function startTable({ host, tablePort, location }) {
  const { default: TableConfiguration } = require("azurite/dist/src/table/TableConfiguration");
  const { default: TableServer } = require("azurite/dist/src/table/TableServer");
  const { DEFAULT_TABLE_LOKI_DB_PATH } = require("azurite/dist/src/table/utils/constants");
  const { configLogger } = require("azurite/dist/src/common/Logger");

  const [accessLog, debugLog, loose, skipApiVersionCheck] = [false, false, false, true];
  configLogger(debugLog);
  const server = new TableServer(new TableConfiguration(
    host, Number(tablePort), undefined, join(location ?? ".", DEFAULT_TABLE_LOKI_DB_PATH), debugLog, accessLog,
    undefined, undefined, loose, skipApiVersionCheck, undefined, undefined, undefined, undefined, false, location === undefined));
  await server.start();
  return { addresses: { table: server.getHttpServerAddress() }, close: () => server.close() };
}

// The whole of Azurite has no entry that hands its servers out, so its own program is run and its announcements are read.
function startAll({ host, blobPort, queuePort, tablePort, location }) {
  process.argv = [
    ...process.argv.slice(0, 2), "--silent", "--skipApiVersionCheck", "--disableTelemetry",
    "--blobHost", host, "--queueHost", host, "--tableHost", host,
    "--blobPort", blobPort, "--queuePort", queuePort, "--tablePort", tablePort,
    ...(location === undefined ? ["--inMemoryPersistence"] : ["--location", location]),
  ];
  return new Promise((resolve) => {
    const addresses = {};
    console.log = (line) => {
      const [, service, address] = /Azurite (\w+) service is successfully listening at (\S+)/.exec(line) ?? [];
      if (service !== undefined) {
        addresses[service.toLowerCase()] = address;
        if (service === "Table") {
          resolve({ addresses, close: closeAll });
        }
      }
    };
    require("azurite/dist/src/azurite.js");
  });
}

function closeAll() {
  const open = new Set(["Blob", "Queue", "Table"]);
  return new Promise((resolve) => {
    console.log = (line) => {
      open.delete(/Azurite (\w+) service successfully closed/.exec(line)?.[1]);
      if (open.size === 0) {
        resolve();
      }
    };
    terminators.forEach((terminate) => terminate("SIGTERM"));
  });
}

// The process that was started stays, so that whoever started it knows one process that ends when Azurite does. The other one has its standard streams, and ends when the input closes.
function detach() {
  for (const signal of ["SIGINT", "SIGHUP", "SIGQUIT", "SIGTERM"]) {
    process.on(signal, () => {});
  }
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [script, ...process.argv.slice(2).map((each) => each === "--detach" ? "--detached" : each)], { detached: true, stdio: "inherit" });
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on("exit", (code) => process.exit(code ?? 1));
}

async function run(options) {
  if (options.location !== undefined) {
    mkdirSync(options.location, { recursive: true });
  }

  let running;
  let closing = false;
  async function end(code) {
    if (closing) {
      return;
    }
    closing = true;
    // Closing writes the data down; a client that keeps its connection open must not hold it up for ever.
    setTimeout(() => process.exit(code), closeWithin).unref();
    await running?.close();
    process.exit(code);
  }

  process.stdin.on("end", () => end(0)).on("error", () => end(0)).resume();
  process.on("SIGTERM", () => options.detached || end(0));

  // A terminal sends Ctrl+C to the host too, which still needs its storage to stop, and then ends this process by closing its input. Azurite would end at once.
  process.on("SIGINT", () => process.stdin.isTTY && end(0));
  process.on("newListener", (event, listener) => {
    if (event === "SIGINT" || event === "SIGTERM") {
      queueMicrotask(() => process.removeListener(event, listener));
    }
    if (event === "SIGTERM") {
      terminators.push(listener);
    }
  });

  try {
    running = options.all ? await startAll(options) : await startTable(options);
    process.stdout.write(`${JSON.stringify(running.addresses)}\n`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

const options = readOptions();
// Windows has no sessions; there the handlers above have to suffice.
if (options.detach && process.platform !== "win32") {
  detach();
} else {
  await run(options);
}
