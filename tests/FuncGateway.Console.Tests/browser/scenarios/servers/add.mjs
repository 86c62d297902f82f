import assert from "node:assert/strict";
import { Upstream } from "../../upstream.mjs";

/** Adding a server says what answered; if it was not reached or asks for a credential, the form says so and keeps what was typed. */
export default async function (scene) {
  const upstream = await Upstream.start();
  upstream.authorization = "Bearer right";

  const page = await scene.open("/ui/servers");
  await page.getByText("There is no server yet").waitFor();
  await scene.check(page, "servers-empty");

  await page.getByRole("button", { name: "Add a server" }).click();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("My\u200b Ticket\u202e System\u200b");
  const warning = page.getByText("characters that are invisible or turn the direction of others: U+200B, U+202E.");
  await warning.waitFor();
  const described = await name.getAttribute("aria-describedby");
  assert.ok(described.split(" ").includes(await warning.getAttribute("id")), "the warning describes the field");
  await scene.check(page, "servers-invisible");
  await name.fill("My Ticket System");
  await warning.waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("Id", { exact: true }).inputValue(), "my-ticket-system", "the id follows the name");
  await page.getByLabel("Id", { exact: true }).fill("tickets");
  await page.getByLabel("Upstream URL").fill("http://127.0.0.1:9/mcp");
  await scene.check(page, "servers-add");
  assert.deepEqual(await page.locator("form button.main").allInnerTexts(), ["Add and check"], "one main button");
  await page.getByRole("button", { name: "Add and check" }).click();
  await page.getByText("Saved, but the server could not be reached").waitFor();
  assert.equal(await page.getByLabel("Upstream URL").inputValue(), "http://127.0.0.1:9/mcp");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "My Ticket System");
  await page.getByText("Is the server a local command that speaks on stdio?").click();
  await page.getByText("npx mcp-proxy").waitFor();
  await scene.check(page, "servers-not-reached");

  await page.getByLabel("Upstream URL").fill(upstream.url);
  await page.getByRole("button", { name: "Save and check" }).click();
  await page.getByText("Saved, but the server asks for a credential").waitFor();

  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByLabel("Value of header 1").fill("Bearer right");
  assert.equal(await page.getByLabel("Value of header 1").getAttribute("type"), "password", "a credential is not shown while it is typed");
  await scene.check(page, "servers-header");
  await page.getByRole("button", { name: "Save and check" }).click();
  await page.getByText("Saved and reached").waitFor();

  const { items } = await scene.api("GET", "/api/servers");
  assert.deepEqual(items.map(each => [each.id, each.name, each.upstreamUrl, each.headers]), [
    ["tickets", "My Ticket System", upstream.url, { Authorization: "(set)" }],
  ]);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("row", { name: /My Ticket System/ }).getByText("not scanned").waitFor();

  await page.getByRole("button", { name: "Add a server" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Tickets");
  await page.getByLabel("Upstream URL").fill("http://127.0.0.1:9/other");
  await page.getByRole("button", { name: "Add and check" }).click();
  await page.getByText("There is a server 'tickets' already").waitFor();
  assert.equal((await scene.api("GET", "/api/servers/tickets")).upstreamUrl, upstream.url, "the other server was not replaced");

  await page.getByLabel("Id", { exact: true }).fill("tickets-2");
  await page.getByLabel("Upstream URL").fill("http://example.com/mcp");
  await page.getByRole("button", { name: "Add and check" }).click();
  await page.getByRole("alert").getByText("/upstreamUrl").waitFor();
  await scene.check(page, "servers-refused");
}
