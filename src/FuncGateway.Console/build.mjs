// Builds the console into dist/: types from the admin API's description, type check, lint, bundle. Any finding fails the build.
import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const bin = name => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));

function run(name, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(bin(name), args, { cwd: here, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
    child.on("error", reject);
    child.on("exit", code => (code === 0 ? resolve() : reject(new Error(`${name} found problems (exit code ${code}).`))));
  });
}

export async function generateTypes() {
  await run("openapi-typescript", "openapi.json", "-o", "web/api/openapi.generated.ts", "--silent", "--default-non-nullable=false");
}

/** Options of esbuild, the same for the build and for development. */
export const bundle = {
  absWorkingDir: here,
  entryPoints: { main: "web/main.tsx" },
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".svg": "file" },
  publicPath: "/ui/",
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
};

/** Writes index.html with the hashed names of the script and the style sheet, and the scripts that the first page loads with them. */
export async function writeIndex(metafile, folder) {
  const outputs = Object.entries(metafile.outputs);
  const [main, entry] = outputs.find(([, output]) => output.entryPoint === "web/main.tsx");
  const file = path => `/ui/${path.split("/").pop()}`;
  const preloads = entry.imports
    .filter(each => each.kind === "import-statement")
    .map(each => `<link rel="modulepreload" href="${file(each.path)}">`);
  const page = (await readFile(new URL("web/index.html", import.meta.url), "utf8"))
    .replace("{{style}}", file(entry.cssBundle))
    .replace("{{script}}", file(main))
    .replace("{{preloads}}", preloads.join("\n    "));
  await writeFile(new URL(`${folder}/index.html`, import.meta.url), page);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await rm(new URL("dist", import.meta.url), { recursive: true, force: true });
    await generateTypes();
    await Promise.all([
      run("tsc"),
      run("biome", "ci", "--colors=off", "--error-on-warnings", "."),
      esbuild.build({ ...bundle, outdir: "dist", minify: true }).then(result => writeIndex(result.metafile, "dist")),
    ]);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
