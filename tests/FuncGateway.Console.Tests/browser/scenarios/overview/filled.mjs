import assert from "node:assert/strict";
import { tool, Upstream } from "../../upstream.mjs";

/** After calls, the overview shows how they were decided, the same numbers as a table, what was denied, the grant nearest to a limit, and what waits. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", policy, { label: "night shift" });
  const agent = await scene.agent(grant);
  for (let call = 0; call < 4; call++) {
    await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "a" } });
  }
  await agent.callTool({ name: "list-models", arguments: {} });
  await agent.callTool({ name: "list-models", arguments: {} });
  await hangUp(scene);
  await agent.callTool({ name: "retry-async-job", arguments: { jobId: "b" } });
  await scene.api("PUT", "/api/servers/away", { name: "Gone away", upstreamUrl: "http://127.0.0.1:9/mcp", headers: {} });
  await fetch(`${scene.gateway}/api/servers/away/scan`, { method: "POST", headers: { authorization: `Bearer ${scene.adminKey}` } });

  await scene.eventually("all calls are counted", async () => {
    const { allow, deny, limited, hold } = (await scene.api("GET", "/api/overview")).last24Hours;
    return allow + deny + limited + hold === 8;
  });
  const page = await scene.open("/ui");
  const limits = page.getByRole("table", { name: "Grants nearest to a limit" });
  await limits.getByText(/^3 of 3, resets in/).waitFor();
  await limits.getByRole("link", { name: "night shift" }).waitFor();

  const denied = page.getByRole("table", { name: "Rules that denied, hid or limited most calls" });
  await denied.getByRole("row", { name: /list-models/ }).getByRole("cell", { name: "2", exact: true }).waitFor();
  await page.getByRole("link", { name: "1 approval waits" }).first().waitFor();
  await page.getByRole("link", { name: "Gone away" }).waitFor();

  await page.getByText("The same as a table").click();
  const numbers = page.getByRole("table", { name: /Calls of the last 24 hours/ });
  const sums = await numbers.evaluate(table =>
    [...table.querySelectorAll("tbody tr")].map(row => [...row.querySelectorAll("td")].map(cell => Number(cell.textContent))).reduce((a, b) => a.map((each, index) => each + b[index])),
  );
  assert.deepEqual(sums, [3, 2, 1, 1, 1], "allowed, denied or hidden, limited, held, unknown outcome");
  await scene.check(page, "overview");

  await page.evaluate(() => scrollTo(0, 0));
  await page.getByText("The same as a table").click();
  await page.getByRole("button", { name: /^Theme/ }).click();
  await page.getByRole("img", { name: /Calls of the last 24 hours/ }).locator("canvas").waitFor();

  await denied.getByRole("link", { name: "list-models" }).click();
  await page.waitForURL(url => url.pathname === "/ui/activity" && url.searchParams.get("tool") === "list-models");
}

/** A call that was sent, and of which nobody knows how it ended. */
async function hangUp(scene) {
  const upstream = await Upstream.start({ tools: [tool("hangs-up", "Closes the connection.")] });
  const agent = await scene.agent(await scene.setUp("flaky", { version: "1", default: "allow" }, { upstream: upstream.url }));
  await agent.callTool({ name: "hangs-up", arguments: {} }).catch(() => undefined);
}

const policy = {
  version: "1",
  default: "deny",
  tools: {
    "cancel-async-job": { limits: [{ counter: "cancellations", window: "day", max: 3, scope: "grant" }] },
    "retry-async-job": { require_approval: [{ conditions: [], hold: "0s" }] },
  },
};
