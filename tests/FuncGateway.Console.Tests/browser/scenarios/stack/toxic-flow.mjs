import assert from "node:assert/strict";
import { tool, Upstream } from "../../upstream.mjs";

/** A grant over two servers has the three legs of a toxic flow; what is shown to break it does. */
export default async function (scene) {
  const page = await scene.open("/ui/stack");
  await page.getByText("There is no live grant").waitFor();
  await scene.check(page, "stack-empty");

  const mail = await Upstream.start({ tools: [tool("read_email", "Reads an email.", "id!"), tool("send_email", "Sends an email.", "to!", "text!")] });
  const files = await Upstream.start({ tools: [tool("read_file", "Reads a file.", "path!"), tool("delete_file", "Deletes a file.", "path!")] });
  await scene.setUp("mail", { version: "1", default: "allow" }, { upstream: mail.url, label: "mail only" });
  await scene.setUp("files", { version: "1", default: "allow", hide: ["delete_file"] }, { upstream: files.url, label: "files only" });
  await scene.api("POST", "/api/grants", { label: "assistant", access: [{ server: "mail", policy: "main" }, { server: "files", policy: "main" }] });

  await page.reload();
  const card = page.getByRole("region", { name: "Grant assistant" });
  await card.getByText("toxic flow", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Show tools and flow" }).click();
  await card.getByText("All three legs are there.").waitFor();
  await card.getByRole("row", { name: /delete_file/ }).getByText("hidden", { exact: true }).waitFor();
  await card.getByText("the narrowest leg").waitFor();
  await scene.check(page, "stack");

  await page.getByLabel("Tool or server contains").fill("delete");
  await page.getByText("2 of 3 grants on this page match").waitFor();
  assert.equal(await card.getByRole("row", { name: /read_email/ }).count(), 0);
  await page.getByLabel("Verdict").selectOption("allow");
  await page.getByText("0 of 3 grants on this page match").waitFor();
  await page.getByLabel("Verdict").selectOption("");
  await page.getByLabel("Tool or server contains").fill("");

  const add = JSON.parse(await card.locator("pre").first().innerText());
  assert.deepEqual(Object.keys(add), ["tools"]);
  const server = /At (\w+), in the policy/.exec(await card.innerText())?.[1];
  const policy = await scene.api("GET", `/api/servers/${server}/policies/main`);
  await scene.api("PUT", `/api/servers/${server}/policies/main`, { ...policy.document, ...add });
  await page.reload();
  await card.waitFor();
  assert.equal(await card.getByText("toxic flow", { exact: true }).count(), 0);
}
