import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { checkPage } from "./check-page.mjs";

// How many times slower the pages run. Shows scenarios that assume something is drawn already.
const slowdown = Number(process.env.FUNCGATEWAY_BROWSER_SLOWDOWN ?? 1);
const patience = 20_000 * slowdown;

/**
 * What a scenario works with: a gateway, real servers behind it, people in browsers and agents with MCP clients.
 *
 * `gateway`: its address. `jobs`, `everything`: addresses of the upstream servers. `links`: a one-time sign-in link for each role
 * (`Admin`, `PolicyManager`, `Approver`, `Viewer`, `None`); each works once.
 */
export class Scene {
  #browser;
  #adminKey;
  #agents = [];
  #pages = [];
  #wrong = [];

  constructor(browser, { gateway, adminKey, links, jobs, everything, screenshots, settings }) {
    Object.assign(this, { gateway, links, jobs, everything, screenshots, settings: settings ?? {} });
    this.#browser = browser;
    this.#adminKey = adminKey;
  }

  get adminKey() {
    return this.#adminKey;
  }

  /** Opens a page at an address of the console, signed in with a role by its link. Each page is a browser profile of its own. */
  async open(path = "/ui", { role = "Admin", viewport = { width: 1280, height: 900 }, theme = "light" } = {}) {
    const page = await this.visit(this.links[role], { viewport, theme });
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    if (path !== "/ui") {
      await page.goto(this.gateway + path);
      await page.getByRole("navigation", { name: "Main" }).waitFor();
    }
    return page;
  }

  /** Opens a page at any address, in a browser profile of its own. */
  async visit(url, { viewport = { width: 1280, height: 900 }, theme = "light", ...context } = {}) {
    const profile = await this.#browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce", ...context });
    profile.setDefaultTimeout(patience);
    const page = await profile.newPage();
    if (slowdown > 1) {
      const session = await profile.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    }
    this.watch(page);
    await page.goto(url.startsWith("http") ? url : this.gateway + url);
    return page;
  }

  /** Notes script errors, violations of the content security policy, dialogs that hostile data opened, and requests to anybody else. */
  watch(page) {
    this.#pages.push(page);
    const origins = [this.gateway, ...(this.settings.origins ?? [])];
    page.on("pageerror", error => this.#wrong.push(`script error: ${error.stack ?? error}`));
    page.on("console", message => {
      const isOfNetwork = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isOfNetwork) {
        this.#wrong.push(`console: ${message.text()}`);
      }
    });
    page.on("request", request => {
      if (!request.url().startsWith("data:") && !origins.some(origin => request.url().startsWith(origin))) {
        this.#wrong.push(`a request to ${request.url()}`);
      }
    });
    page.on("dialog", dialog => {
      if (dialog.type() === "alert") {
        this.#wrong.push(`an alert: ${dialog.message()}`);
      }
      void dialog.accept();
    });
  }

  /** Sends a request to the admin API as the local admin. Returns the body of the answer, which must be a success. */
  async api(method, path, body) {
    const isText = typeof body === "string";
    const response = await fetch(this.gateway + path, {
      method,
      headers: { authorization: `Bearer ${this.#adminKey}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? undefined : isText ? body : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** A server with a policy and a grant: returns `{ id, token, mcpUrl }`. The policy is an object or the text of a document. */
  async setUp(server, policy, { upstream = this.jobs, label = "ci-agent", scan = true } = {}) {
    await this.api("PUT", `/api/servers/${server}`, { name: server, upstreamUrl: upstream, headers: {} });
    if (scan) {
      await this.api("POST", `/api/servers/${server}/scan`);
    }
    await this.api("PUT", `/api/servers/${server}/policies/main`, policy);
    return this.api("POST", `/api/servers/${server}/grants`, { label, policy: "main" });
  }

  /** Connects a real MCP client through the gateway. */
  async agent({ mcpUrl, token }) {
    const client = new Client({ name: "test-agent", version: "1.0.0" });
    await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }));
    this.#agents.push(client);
    return client;
  }

  /** Waits until something is true; fails with what was waited for. */
  async eventually(what, isTrue, atMost = patience) {
    const end = Date.now() + atMost;
    while (!(await isTrue())) {
      assert.ok(Date.now() < end, `did not happen: ${what}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** Accessibility and layout of the page as it is, in both themes, at 1280 and 380 pixels and at 200 % zoom. */
  async check(page, name) {
    await checkPage(page, name, this.screenshots);
  }

  assertNothingWentWrong() {
    assert.deepEqual(this.#wrong, []);
  }

  /** Says on standard error what the pages showed, for a scenario that failed. */
  async describe() {
    for (const page of this.#pages.filter(each => !each.isClosed())) {
      const text = await page.locator("body").innerText({ timeout: 2000 }).catch(() => "(no text)");
      console.error(`--- ${page.url()}\n${text.slice(0, 3000)}`);
    }
    for (const wrong of this.#wrong) {
      console.error(`--- ${wrong}`);
    }
  }

  async close() {
    await Promise.allSettled(this.#agents.map(agent => agent.close()));
  }
}
