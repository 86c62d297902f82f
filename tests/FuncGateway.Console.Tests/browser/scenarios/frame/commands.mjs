import assert from "node:assert/strict";
import { tool, Upstream } from "../../upstream.mjs";

const policy = { version: "1", default: "deny", tools: { read: { require_approval: [{ conditions: [], hold: "1s" }] } } };
const hostile = {
  "' ; fgw freeze ; '": "fgw tools jobs --accept TOOL",
  "\u2019 ; fgw freeze": "fgw tools jobs --accept TOOL",
  "read\u202e\nfgw freeze": "fgw tools jobs --accept TOOL",
  "--diff": "fgw tools jobs '--accept=--diff'",
  "$(fgw freeze)": "fgw tools jobs --accept '$(fgw freeze)'",
};

/** Every screen shows the command that does the same, and nothing that others wrote can become another command in it. */
export default async function (scene) {
  const upstream = await Upstream.start({ tools: [tool("read", "Reads.", "path!", "- n")] });
  const grant = await scene.setUp("jobs", policy, { upstream: upstream.url });
  const agent = await scene.agent(grant);
  await agent.callTool({ name: "read", arguments: { path: "a" } });
  const [waiting] = (await scene.api("GET", "/api/approvals?state=pending")).items;
  const page = await scene.open();
  const shown = () => page.locator(".command-line code").allInnerTexts();
  const assertShown = async (...commands) => {
    await scene.eventually(commands.join(", "), async () => (await shown()).join() === commands.join()).catch(async () => assert.deepEqual(await shown(), commands));
  };

  for (const [path, ...commands] of [
    ["overview", "fgw overview"],
    ["servers", "fgw server ls"],
    ["servers/jobs", "fgw scan jobs", "fgw tools jobs"],
    ["servers/jobs/resources", "fgw scan jobs", "fgw server resources jobs"],
    ["servers/jobs/prompts", "fgw scan jobs", "fgw server prompts jobs"],
    ["servers/jobs/policies", "fgw scan jobs", "fgw policy ls jobs"],
    ["servers/jobs/changes", "fgw scan jobs", "fgw tools jobs --diff"],
    ["servers/jobs/settings", "fgw scan jobs", "fgw policy invariants jobs --attach jobs.never.json", "fgw policy invariants jobs", "fgw server show jobs"],
    ["grants", "fgw grant ls"],
    [`grants/${grant.id}`, "fgw connect jobs --client claude-code", `fgw grant usage ${grant.id}`],
    ["stack", "fgw stack"],
    ["approvals", "fgw approvals"],
    [`approvals/${waiting.id}`, `fgw approve ${waiting.id}`, `fgw refuse ${waiting.id} -m REASON`],
    ["activity", "fgw log -f", "fgw audit export -o csv"],
    ["activity?tab=admin&server=jobs", "fgw log --changes --server jobs -f"],
    ["activity?tab=verify", "fgw audit verify"],
    ["activity?tool=-f&rule=a'b&from=2030-01-31T12:00:00.000Z", "fgw log '--tool=-f' --rule RULE --since 2030-01-31T12:00:00.000Z -f"],
    ["settings", "fgw settings"],
  ]) {
    await page.goto(`${scene.gateway}/ui/${path}`);
    await assertShown(...commands);
  }

  await page.goto(`${scene.gateway}/ui/servers/jobs/policies/main`);
  const verify = "fgw policy verify main --server jobs";
  await assertShown("fgw policy try jobs main read --explain", verify);
  await page.getByLabel(/^path/).fill("/w/a b");
  await page.getByLabel("- n").fill("1");
  await assertShown("fgw policy try --explain -- jobs main read 'path=/w/a b' '- n=1'", verify);
  await page.getByLabel(/^path/).fill("it's");
  await assertShown("fgw policy try --explain -- jobs main read path=VALUE '- n=1'", verify);

  await page.goto(`${scene.gateway}/ui/grants`);
  await page.getByRole("button", { name: "New grant" }).click();
  await page.getByLabel("Label", { exact: true }).fill("night shift");
  await page.getByLabel("Expires").selectOption("In 30 days");
  await assertShown("fgw grant new 'night shift' --server jobs --policy main --expires 30d", "fgw grant ls");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the command" }).first().click();
  await page.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), (await shown())[0]);
  await page.getByLabel("Label", { exact: true }).fill("x' --policy other '");
  await assertShown("fgw grant new LABEL --server jobs --policy main --expires 30d", "fgw grant ls");
  await scene.check(page, "command-line");

  upstream.tools.push(...Object.keys(hostile).map(name => tool(name, "Hostile.")));
  await scene.api("POST", "/api/servers/jobs/scan");
  const listed = (await scene.api("GET", "/api/servers/jobs/tools")).items.map(each => each.name).filter(name => name in hostile);
  assert.ok(listed.length >= 3, "the gateway lists most of the tools");
  for (const name of listed) {
    await page.goto(`${scene.gateway}/ui/servers/jobs/tools?tool=${encodeURIComponent(name)}`);
    await assertShown("fgw scan jobs", hostile[name], "fgw tools jobs");
  }
}
