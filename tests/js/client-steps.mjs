// Shared by both clients: runs a step for each line of JSON on standard input, and writes a result for each to standard output.
//
//   {"do":"connect","url":"http://…/mcp","headers":{"Authorization":"Bearer …"}}  {"ok":true,"server":"jobs","version":"2025-11-25"}
//   {"do":"list"}                                                                 {"ok":true,"tools":[…]}
//   {"do":"call","name":"cancel-async-job","arguments":{},"times":31}             31 × {"ok":true,"result":{…}}
//   {"do":"close"}                                                                {"ok":true}
//
// An error that the client throws is a result too: {"ok":false,"error":{"name":"McpError","code":-32602,"message":"…"}}.
// The program exits when its standard input ends.
import { createInterface } from "node:readline";

function tell(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function answer(work) {
  try {
    tell({ ok: true, ...(await work()) });
  } catch (error) {
    tell({ ok: false, error: { name: error.name, code: typeof error.code === "number" ? error.code : undefined, message: String(error.message) } });
  }
}

/** @param connect takes url and headers, and returns { client, version } with a connected client. */
export async function takeSteps(connect) {
  let client;
  const steps = {
    async connect({ url, headers }) {
      let version;
      ({ client, version } = await connect(new URL(url), headers ?? {}));
      return { server: client.getServerVersion()?.name, version };
    },
    async list() {
      const tools = [];
      let cursor;
      do {
        const page = await client.listTools(cursor === undefined ? undefined : { cursor });
        tools.push(...page.tools);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return { tools };
    },
    async call({ name, arguments: args }) {
      return { result: await client.callTool({ name, arguments: args ?? {} }) };
    },
    async close() {
      await client.close();
      return {};
    },
  };

  for await (const line of createInterface({ input: process.stdin })) {
    const step = JSON.parse(line);
    const work = steps[step.do] ?? (() => { throw new Error(`"${step.do}" is not a step; the steps are ${Object.keys(steps).join(", ")}`); });
    for (let time = 0; time < (step.times ?? 1); time++) {
      await answer(async () => work(step));
    }
  }
  process.exit(0);
}
