// An upstream on the TypeScript SDK without sessions: a server for each request, and one store of tasks that all clients share. It has two tools.
// "work" reports its progress and then runs until it is released; called as a task, it becomes one. "gossip" notifies its caller of every task's status.
// It prints {"port":41234} when it listens, answers GET /state with what it counted and received, lets the calls of a case end at
// POST /release/<case>, and exits when its standard input ends.
import { createServer } from "node:http";
import { InMemoryTaskMessageQueue, InMemoryTaskStore } from "@modelcontextprotocol/sdk/experimental/tasks/stores/in-memory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

process.stdin.on("end", () => process.exit(0)).resume();

const tasks = new InMemoryTaskStore();
const queue = new InMemoryTaskMessageQueue();
const state = { started: {}, cancelled: {}, received: [] };
const gates = new Map();

function gate(name) {
  if (!gates.has(name)) {
    gates.set(name, withResolvers());
  }
  return gates.get(name);
}

function withResolvers() {
  const gate = {};
  gate.promise = new Promise((resolve) => { gate.resolve = resolve; });
  return gate;
}

function count(what, name) {
  state[what][name] = (state[what][name] ?? 0) + 1;
}

async function report(extra, progress, message) {
  const progressToken = extra._meta?.progressToken;
  if (progressToken !== undefined) {
    await extra.sendNotification({ method: "notifications/progress", params: { progressToken, progress, message } });
  }
}

async function work(name, extra) {
  const aborted = new Promise((resolve) => extra.signal.addEventListener("abort", () => resolve("aborted")));
  await report(extra, 1, `begun ${name}`);
  if ((await Promise.race([gate(name).promise, aborted])) === "aborted") {
    count("cancelled", name);
    throw new Error("cancelled");
  }
  await report(extra, 2, `ending ${name}`);
  return { content: [{ type: "text", text: `done ${name}` }] };
}

async function begin(name, ttl, extra) {
  const task = await extra.taskStore.createTask({ ttl, pollInterval: 10 });
  gate(name).promise.then(async () => {
    if ((await tasks.getTask(task.taskId))?.status === "working") {
      await tasks.storeTaskResult(task.taskId, "completed", { content: [{ type: "text", text: `done ${name}` }] });
    }
  });
  return { task };
}

async function gossip(extra) {
  for (const task of tasks.getAllTasks()) {
    await extra.sendNotification({ method: "notifications/tasks/status", params: task });
  }
  return { content: [{ type: "text", text: "told" }] };
}

function newServer() {
  const capabilities = { tools: {}, tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } };
  const server = new Server({ name: "shared", version: "1.0.0" }, { capabilities, taskStore: tasks, taskMessageQueue: queue });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [
      { name: "work", inputSchema: { type: "object" }, execution: { taskSupport: "optional" } },
      { name: "gossip", inputSchema: { type: "object" } },
    ],
  }));
  server.setRequestHandler(CallToolRequestSchema, (request, extra) => {
    if (request.params.name === "gossip") {
      return gossip(extra);
    }
    const name = request.params.arguments.case;
    count("started", name);
    return request.params.task ? begin(name, request.params.task.ttl, extra) : work(name, extra);
  });
  return server;
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function serve(request, response) {
  const body = await read(request);
  state.received.push(body || request.method);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  const server = newServer();
  response.on("close", () => server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, body ? JSON.parse(body) : undefined);
}

const http = createServer(async (request, response) => {
  if (request.url === "/state") {
    response.end(JSON.stringify(state));
  } else if (request.url.startsWith("/release/")) {
    gate(decodeURIComponent(request.url.slice("/release/".length))).resolve();
    response.end();
  } else {
    await serve(request, response);
  }
});

http.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ port: http.address().port })}\n`));
