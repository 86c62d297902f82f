// Prints every command that the console can show, as one JSON array of argument lists without the name of the program.
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const values = {
  webhookTest: [["gateway"], ["server:files"]],
  serverAdd: [["files", "https://files.example/mcp?site=1"]],
  toolsAccept: [
    ["files", "write_file"],
    ["files", "-f"],
    ["files", "@file"],
    ["files", "it's"],
  ],
  policySuggest: [
    ["files", "recommended"],
    ["files", "read-only"],
    ["files", "strict"],
  ],
  policyRestore: [["files", "dev", 3]],
  policyPublish: [
    ["files", "dev"],
    ["files", "-dev", "no .env"],
  ],
  policyVerify: [
    ["files", "dev", false],
    ["files", "-dev", true],
  ],
  policyReplay: [
    ["files", "dev", false, { days: 7, grant: "" }],
    ["files", "dev", true, { days: 30, grant: "01JGRANT" }],
  ],
  policyPropose: [
    ["files", "", { days: 7, grant: "" }],
    ["files", "dev", { days: 0, grant: "01JGRANT" }],
  ],
  policyTry: [
    [
      "files",
      "dev",
      false,
      { kind: "tool", name: "read_text_file", args: { path: "/w/.env", head: 5, tail: null, "-x": "a=b", list: ["a"] }, grant: "" },
    ],
    ["files", "dev", true, { kind: "tool", name: "read_text_file", args: null, grant: "01JGRANT" }],
    ["files", "dev", false, { kind: "resource", name: "file:///w/a.txt", args: {}, grant: "" }],
    ["files", "dev", false, { kind: "prompt", name: "-p", args: { topic: "tea" }, grant: "" }],
  ],
  grantLs: [[], ["files"]],
  grantNew: [
    ["night shift", [{ server: "files", policy: "dev" }], null],
    [
      "ci",
      [
        { server: "files", policy: "dev" },
        { server: "jobs", policy: "main" },
      ],
      "30d",
    ],
    ["-", [{ server: "", policy: "" }], "2030-01-31T12:00:00.000Z"],
  ],
  connect: ["claude-code", "cursor", "vscode", "codex", "desktop"].map(client => ["files", client]),
  refuse: [
    ["01JAPPROVAL", "Not this month"],
    ["01JAPPROVAL", ""],
  ],
  log: [
    [{}, true],
    [
      {
        server: "files",
        grant: "01JGRANT",
        tool: "-f",
        verdict: "deny",
        outcome: "refused",
        rule: "/tools/a~1b/deny_if/0",
        method: "tools/call",
        from: "2030-01-31T12:00:00.000Z",
        to: "2030-02-01T12:00:00.000Z",
      },
      true,
    ],
    [{ outcome: "done" }, false, true],
  ],
};

const { outputFiles } = await esbuild.build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["web/parts/commands.ts"],
  bundle: true,
  format: "esm",
  write: false,
  logLevel: "warning",
});
const commands = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

// Those that are not named above take nothing, or ids.
const lists = Object.entries(commands).flatMap(([name, command]) =>
  (values[name] ?? [["files", "dev"].slice(0, command.length)]).map(each => command(...each)),
);
console.log(JSON.stringify(lists));
