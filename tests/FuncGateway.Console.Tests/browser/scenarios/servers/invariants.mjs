import assert from "node:assert/strict";

/** An admin attaches invariants to a server, learns which policies in force do not hold them, and detaches them; others read them. */
export default async function (scene) {
  await scene.setUp("jobs", { version: "1", default: "deny", tools: { "list-models": {} } });
  const page = await scene.open("/ui/servers/jobs/settings");
  const section = page.getByRole("region", { name: "Invariants" });
  const text = section.getByLabel("Invariants as JSON");
  await section.getByText("None are attached.").waitFor();
  assert.equal(JSON.parse(await text.inputValue()).version, "1", "it begins with an example");

  await text.fill('{ "version": "1", "never": [{ "tool": 1 }] }');
  await section.getByRole("button", { name: "Attach", exact: true }).click();
  await section.getByRole("alert").getByText("/never/0").first().waitFor();

  await text.fill(JSON.stringify(never("list-models")));
  await section.getByRole("button", { name: "Attach", exact: true }).click();
  await section.getByText("1 invariant attached. These policies are in force and do not hold them:").waitFor();
  await section.getByText("main", { exact: true }).waitFor();
  await section.getByText("by local admin").waitFor();
  await scene.check(page, "server-invariants");

  await text.fill(JSON.stringify(never("clear-history")));
  await section.getByRole("button", { name: "Attach these instead" }).click();
  await section.getByText("1 invariant attached. Every policy in force holds them.").waitFor();

  const other = await scene.open("/ui/servers/jobs/settings", { role: "PolicyManager" });
  await other.getByText("To attach or detach invariants, the role Admin is needed.").waitFor();
  await other.getByText("clear-history").first().waitFor();
  assert.equal(await other.getByRole("button", { name: /Attach|Detach/ }).count(), 0);
  await scene.check(other, "server-invariants-shown");

  await scene.api("PUT", "/api/servers/jobs/invariants", never("export-history"));
  await section.getByRole("button", { name: "Attach these instead" }).click();
  await section.getByRole("alert").getByText("Changed in the meantime").waitFor();
  await page.reload();
  assert.ok((await text.inputValue()).includes("export-history"));

  await section.getByRole("button", { name: "Detach …" }).click();
  await scene.check(page, "server-invariants-detach");
  await page.getByRole("dialog").getByRole("button", { name: "Detach them" }).click();
  await section.getByText("None are attached.").waitFor();
}

const never = tool => ({ version: "1", never: [{ tool, conditions: [] }] });
