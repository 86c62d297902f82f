import assert from "node:assert/strict";

/** A grant for two servers is created in the browser; its token is shown once, a real client uses it, and the page shows the client's first requests. */
export default async function (scene) {
  await scene.setUp("jobs", policy, { label: "older" });
  await scene.api("PUT", "/api/servers/everything", { name: "Everything", upstreamUrl: scene.everything, headers: {} });

  const page = await scene.open("/ui/grants");
  await page.getByRole("button", { name: "New grant" }).click();
  await page.getByLabel("Label", { exact: true }).fill("release bot");
  const first = page.getByRole("group").first();
  await first.getByLabel("Server").selectOption("jobs");
  await first.getByLabel("Policy").and(page.locator("select:has-text('main')")).waitFor();
  await page.getByRole("button", { name: "Add a server" }).click();
  await page.getByRole("group", { name: "Access to everything" }).getByLabel("Policy").selectOption({ label: "none: every call is denied" });
  await page.getByLabel("Expires").selectOption({ label: "In 7 days" });
  await scene.check(page, "grant-new");
  await page.getByRole("button", { name: "Mint the grant" }).click();

  await page.getByRole("heading", { name: "Token", exact: true }).waitFor();
  await page.getByText("Waiting for it to connect").waitFor();
  const token = await page.getByText(/^fgw_\S+$/).first().innerText();
  await scene.check(page, "grant-token");

  const { items } = await scene.api("GET", "/api/grants");
  const grant = items.find(each => each.label === "release bot");
  assert.deepEqual(grant.access, [
    { server: "jobs", policy: "main" },
    { server: "everything", policy: null },
  ]);
  const days = (Date.parse(grant.expiresAt) - Date.now()) / 86_400_000;
  assert.ok(days > 6.9 && days < 7.1, `expires in ${days} days`);

  await assertSnippets(scene, page, token);

  const agent = await scene.agent({ mcpUrl: `${scene.gateway}/mcp/jobs`, token });
  await agent.callTool({ name: "list-async-jobs", arguments: {} });
  await agent.callTool({ name: "list-models", arguments: {} });
  const requests = page.getByRole("status").filter({ hasText: "It has connected" });
  await requests.getByRole("listitem").filter({ hasText: "list-async-jobs" }).getByText("allowed").waitFor();
  await requests.getByRole("listitem").filter({ hasText: "list-models" }).getByText("denied").waitFor();
  await scene.check(page, "grant-connected");

  await page.getByLabel("The token is stored; this page may be left").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("row", { name: /release bot/ }).waitFor();
  assert.equal(await page.getByText(token).count(), 0, "the token is not shown again");
}

// The token is in the text only where the client has no other way; each text has the addresses of both servers.
async function assertSnippets(scene, page, token) {
  const panel = page.getByRole("tabpanel");
  for (const client of ["Claude Code", "Cursor", "VS Code", "Codex", "C#", "TypeScript", "Claude Desktop"]) {
    await page.getByRole("tab", { name: client }).click();
    const texts = await panel.locator("pre").allInnerTexts();
    const configurations = texts.filter(text => text.includes("/mcp/"));
    assert.ok(["jobs", "everything"].every(server => configurations.join().includes(`/mcp/${server}`)), client);
    assert.equal(configurations.some(text => text.includes(token)), client === "Claude Desktop", client);
  }

  await page.getByRole("tab", { name: "Cursor" }).click();
  const cursor = new URL(await panel.getByRole("link", { name: "Add jobs to Cursor" }).getAttribute("href"));
  assert.equal(cursor.protocol, "cursor:");
  const entry = JSON.parse(Buffer.from(cursor.searchParams.get("config"), "base64"));
  assert.ok(entry.url.endsWith("/mcp/jobs"));
  assert.equal(entry.headers.Authorization, "Bearer ${env:FUNCGATEWAY_GRANT_TOKEN}");

  await page.getByRole("tab", { name: "VS Code" }).click();
  const code = await panel.getByRole("link", { name: "Add jobs to VS Code" }).getAttribute("href");
  const installed = JSON.parse(decodeURIComponent(code.replace("vscode:mcp/install?", "")));
  assert.equal(installed.name, "jobs");
  assert.equal(installed.headers.Authorization, `Bearer \${input:${installed.inputs[0].id}}`);
  await scene.check(page, "grant-snippets");
}

const policy = { version: "1", default: "deny", tools: { "list-async-jobs": {} } };
