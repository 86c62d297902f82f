/** The page marks what differs from the last approved call of the tool, shows large numbers as they are, and lists how people decided before. */
export default async function (scene) {
  const grant = await scene.setUp("everything", policy, { upstream: scene.everything });
  const agent = await scene.agent(grant);
  const page = await scene.open("/ui/approvals", { role: "Approver" });
  const first = agent.callTool({ name: "echo", arguments: { message: "one", times: 2, old: true, filter: ["only-this", "and-that"], where: { id: 4711 }, plain: "text" } });
  await page.getByRole("link", { name: "echo" }).click();
  await page.getByText("Nobody has decided about").waitFor();
  await page.getByRole("button", { name: "Approve" }).click();
  await first;

  await page.getByRole("link", { name: "Approvals" }).click();
  const second = agent.callTool({ name: "echo", arguments: { message: "two", times: 2, apiToken: "tk-12345", list: [1, 2], filter: ["only-this"], where: {}, plain: ["text"] } });
  await page.getByRole("table", { name: "Approvals that wait" }).getByRole("link", { name: "echo" }).click();
  await page.getByText("Marked where they differ from").waitFor();
  const request = page.getByRole("figure", { name: "Sent by the agent", exact: true });
  await request.getByText("before: one").waitFor();
  await request.getByText("before: text").waitFor();
  for (const gone of ["true", "and-that", "4711"]) {
    await request.locator(".removed").getByText(gone).waitFor();
  }
  await request.getByText("••• (8 characters)").waitFor();
  const bar = page.getByRole("region", { name: "Decision" });
  await bar.getByText("1 value is covered as a secret and not shown here.").waitFor();
  await request.getByRole("button", { name: "Show" }).click();
  await request.getByText("tk-12345").waitFor();
  await page.getByRole("heading", { name: "Earlier decisions about this tool" }).waitFor();
  await page.getByText("approved and used").waitFor();
  await scene.check(page, "approval-differences");
  await page.getByRole("button", { name: "Approve" }).click();
  await second;
}

const policy = { version: "1", default: "deny", tools: { echo: { require_approval: [{ conditions: [] }] } } };
