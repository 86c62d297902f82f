import assert from "node:assert/strict";
import http from "node:http";

/** A test message reaches a webhook, and the page says so; it also says why another does not accept it. */
export default async function (scene) {
  const received = [];
  const receiver = http.createServer((request, response) => {
    const chunks = [];
    request.on("data", chunk => chunks.push(chunk));
    request.on("end", () => {
      received.push({ path: request.url, body: Buffer.concat(chunks).toString() });
      response.writeHead(request.url === "/refuses" ? 404 : 200).end();
    });
  });
  await new Promise(done => receiver.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${receiver.address().port}`;

  const page = await scene.open("/ui/settings");
  await page.getByText("There are no webhooks.").waitFor();
  for (const server of ["accepts", "refuses"]) {
    await scene.api("PUT", `/api/servers/${server}`, {
      name: server,
      upstreamUrl: scene.jobs,
      headers: {},
      approvalWebhook: { url: `${address}/${server}`, format: "json" },
    });
  }
  await page.reload();

  const row = server => page.getByRole("row", { name: new RegExp(`^${server}`) });
  await row("accepts").getByRole("button", { name: /^Send a test/ }).click();
  await row("accepts").getByText("delivered", { exact: true }).waitFor();
  assert.equal(received.length, 1);
  assert.equal(received[0].path, "/accepts");
  assert.match(received[0].body, /test/i);

  await row("refuses").getByRole("button", { name: /^Send a test/ }).click();
  await row("refuses").getByText("not delivered").waitFor();
  await row("refuses").getByText(/404/).waitFor();
  await scene.check(page, "settings-webhooks");
  receiver.close();
}
