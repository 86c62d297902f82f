// Writes openapi.json as a running gateway serves it, after a change of the admin API: npm run api -- [gateway]
import { writeFile } from "node:fs/promises";

const gateway = process.argv[2] ?? "http://127.0.0.1:7071";
const response = await fetch(new URL("/api/openapi.json", gateway));
await writeFile(new URL("openapi.json", import.meta.url), `${JSON.stringify(await response.json(), null, 2)}\n`);
