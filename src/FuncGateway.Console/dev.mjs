// Serves the console from its sources in front of a running gateway: npm run dev -- [gateway] [port]
import { readFile, rm } from "node:fs/promises";
import http from "node:http";
import * as esbuild from "esbuild";
import { bundle, generateTypes, writeIndex } from "./build.mjs";

const gateway = new URL(process.argv[2] ?? "http://127.0.0.1:7071");
const port = Number(process.argv[3] ?? 7072);
const types = { js: "text/javascript", css: "text/css", html: "text/html", map: "application/json", svg: "image/svg+xml" };

await rm(new URL(".dev", import.meta.url), { recursive: true, force: true });
await generateTypes();
const context = await esbuild.context({
  ...bundle,
  outdir: ".dev",
  sourcemap: true,
  plugins: [{ name: "index", setup: build => build.onEnd(result => (result.metafile ? writeIndex(result.metafile, ".dev") : undefined)) }],
});
await context.watch();

async function serveFile(path, response) {
  const name = /^\/ui\/([\w.-]+\.\w+)$/.exec(path)?.[1] ?? "index.html";
  try {
    const content = await readFile(new URL(`.dev/${name}`, import.meta.url));
    response.writeHead(200, {
      "content-type": `${types[name.split(".").pop()] ?? "text/plain"}; charset=utf-8`,
      "cache-control": "no-store",
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

// The gateway checks host and origin, so both are sent as its own.
function forward(request, response) {
  const headers = { ...request.headers, host: gateway.host };
  if (headers.origin) {
    headers.origin = gateway.origin;
  }
  const forwarded = http.request(new URL(request.url, gateway), { method: request.method, headers }, answer => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  forwarded.on("error", error => response.writeHead(502, { "content-type": "text/plain" }).end(error.message));
  request.pipe(forwarded);
}

http
  .createServer((request, response) => {
    const path = new URL(request.url, gateway).pathname;
    return path === "/ui" || path.startsWith("/ui/") ? serveFile(path, response) : forward(request, response);
  })
  .listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/ui in front of ${gateway.origin}`));
