import assert from "node:assert/strict";
import { Editor } from "../../editor.mjs";

const written = '{\n    "version": "1",\n    "description": "By hand.",\n    "default": "deny",\n    "tools": {\n        "list-async-jobs": {}\n    }\n}';

/** A policy is edited by buttons and by typing, which stay in step; a call is tried; it is published with a note and is in force for a real client. */
export default async function (scene) {
  const grant = await scene.setUp("jobs", written);
  const editor = await Editor.open(scene);
  const { page } = editor;
  await editor.assertChosen("list-async-jobs", "Allow");
  await editor.assertChosen("cancel-async-job", "Deny");
  await editor.checked("No problems and no warnings.");
  await scene.check(page, "policy");

  await editor.write(written);
  await editor.choose("cancel-async-job", "Limit");
  await editor.choose("clear-history", "Hide");
  await editor.choose("retry-async-job", "Approve");
  await editor.assertText(
    written.replace(
      "{}\n    }\n}",
      '{},\n        "cancel-async-job": {\n            "limits": [\n                {\n                    "counter": "cancel-async-job_rate",\n                    "window": "minute",\n                    "max": 30,\n                    "scope": "grant"\n                }\n            ]\n        },\n' +
        '        "retry-async-job": { "require_approval": [ { "conditions": [] } ] }\n    },\n    "hide": ["clear-history"]\n}',
    ),
  );

  await editor.choose("retry-async-job", "Deny");
  await editor.choose("clear-history", "Deny");
  const limited = await editor.text();
  await editor.write(limited.replace('"max": 30', '"max": 1'));
  await page.getByText("1 a minute.").waitFor();
  await editor.write(limited.replace('"limits"', '"require": [ { "conditions": [ { "path": "args.reason", "op": "exists", "value": true } ] } ], "limits"'));
  await editor.assertChosen("cancel-async-job", "Custom");
  await editor.write(limited.replace('"max": 30', '"max": 1'));
  await editor.assertChosen("cancel-async-job", "Limit");

  await page.getByLabel("Tool", { exact: true }).fill("cancel-async-job");
  await page.getByLabel("jobId").fill("job-1");
  await page.getByRole("button", { name: "Try", exact: true }).click();
  const result = page.getByRole("region", { name: "Result" });
  await result.getByText("1 of 1 a minute, counter cancel-async-job_rate of the grant").waitFor();
  await page.getByLabel("Tool", { exact: true }).fill("clear-history");
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await result.getByText("(default deny)").waitFor();
  await scene.check(page, "policy-try");
  await page.getByLabel("Tool", { exact: true }).fill("export-history");
  await page.getByLabel("Arguments as JSON").fill("[");
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await result.waitFor({ state: "detached" });

  await editor.tab("Changes");
  await page.getByText("1 removed.").waitFor();
  await scene.check(page, "policy-changes");

  await page.getByRole("button", { name: "Publish …" }).click();
  await page.getByRole("dialog").getByText("No problems and no warnings.").waitFor();
  await scene.check(page, "policy-publish");
  await page.keyboard.press("Escape");
  await editor.publish("One cancellation a minute");
  await page.getByText("Published as revision 2.").waitFor();
  await page.getByText("No changes.").waitFor();

  const policy = await scene.api("GET", "/api/servers/jobs/policies/main");
  assert.equal(policy.revision, 2);
  assert.equal(policy.note, "One cancellation a minute");
  assert.deepEqual(policy.document.tools["cancel-async-job"].limits[0].max, 1);

  const agent = await scene.agent(grant);
  await scene.eventually("the limit is in force", async () => {
    const answers = [];
    for (let call = 0; call < 2; call++) {
      answers.push(await agent.callTool({ name: "cancel-async-job", arguments: { jobId: "job-1" } }));
    }
    return answers.some(answer => answer.content[0].text.includes("Limit of 1 per minute reached"));
  });
}
