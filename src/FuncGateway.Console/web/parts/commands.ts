import { safeOr } from "./shell-words";

/** The arguments of a call of `fgw`. In place of a value that is not chosen, or cannot be written safely, there is a name in capitals. */
export type Command = readonly string[];

export const overview = () => command("overview");
export const stack = () => command("stack");
export const settings = () => command("settings");
export const freeze = () => command("freeze");
export const unfreeze = () => command("unfreeze");
export const webhookTest = (webhook: string) => command("settings webhook-test", [safeOr("WEBHOOK", webhook)]);

export const serverLs = () => command("server ls");
export const serverAdd = (server: string, url: string) => command("server add", [serverId(server), safeOr("URL", url)]);
export const serverShow = (server: string) => command("server show", [serverId(server)]);
export const serverResources = (server: string) => command("server resources", [serverId(server)]);
export const serverPrompts = (server: string) => command("server prompts", [serverId(server)]);
export const scan = (server: string) => command("scan", [serverId(server)]);
export const tools = (server: string) => command("tools", [serverId(server)]);
export const toolsDiff = (server: string) => command("tools", [serverId(server)], ["--diff"]);
export const toolsAccept = (server: string, tool: string) => command("tools", [serverId(server)], option("--accept", safeOr("TOOL", tool)));

export const policyLs = (server: string) => command("policy ls", [serverId(server)]);
export const policySuggest = (server: string, preset: string) => command("policy suggest", [serverId(server)], option("--preset", preset));
export const policyHistory = (server: string, policy: string) => command("policy history", [serverId(server), policyId(policy)]);
export const policyRestore = (server: string, policy: string, revision: number) =>
  command("policy restore", [serverId(server), policyId(policy), String(revision)]);

export function policyPublish(server: string, policy: string, note = ""): Command {
  const options = [...option("--server", serverId(server)), ...option("--as", policyId(policy))];
  return command("policy publish", [fileOf(policy)], [...options, ...message("NOTE", note)]);
}

/** Compares the policy in force with the document of a file. */
export const policyDiff = (server: string, policy: string) =>
  command("policy diff", [policyId(policy), fileOf(policy)], option("--server", serverId(server)));

/** @param isFile Whether the document is that of a file, and not the one in force. */
export const policyVerify = (server: string, policy: string, isFile: boolean) =>
  command("policy verify", [isFile ? fileOf(policy) : policyId(policy)], option("--server", serverId(server)));

interface Traffic {
  days: number;
  /** The id of the only grant; empty for all. */
  grant: string;
}

/** @param isFile Whether the document is that of a file, and not the one in force. */
export const policyReplay = (server: string, policy: string, isFile: boolean, traffic: Traffic) =>
  command(
    "policy replay",
    [isFile ? fileOf(policy) : policyId(policy)],
    [...option("--server", serverId(server)), ...trafficOptions(traffic)],
  );

/** @param policy The one that the proposal is compared with; empty for none. */
export const policyPropose = (server: string, policy: string, traffic: Traffic) =>
  command(
    "policy propose",
    [],
    [...option("--server", serverId(server)), ...trafficOptions(traffic), ...(policy === "" ? [] : option("--compare", policyId(policy)))],
  );

export const policyInvariants = (server: string) => command("policy invariants", [serverId(server)]);
export const policyInvariantsAttach = (server: string) =>
  command("policy invariants", [serverId(server)], option("--attach", `${serverId(server)}.never.json`));

interface Tried {
  /** `tool`, `resource` or `prompt`. */
  kind: string;
  name: string;
  /** The arguments of the call by their names; null if they are not known. */
  args: Readonly<Record<string, unknown>> | null;
  /** The id of the grant that would call; empty for none. */
  grant: string;
}

/** @param isFile Whether the document is that of a file, and not the one in force. */
export function policyTry(server: string, policy: string, isFile: boolean, { kind, name, args, grant }: Tried): Command {
  const written = args === null ? ["NAME=VALUE"] : Object.entries(args).map(([each, value]) => argument(each, value));
  const operands = [serverId(server), isFile ? fileOf(policy) : policyId(policy), safeOr(kind.toUpperCase(), name)];
  const options = [...(kind === "tool" ? [] : option("--kind", kind)), ...(grant === "" ? [] : option("--grant", grantId(grant)))];
  return command("policy try", kind === "resource" ? operands : [...operands, ...written], [...options, "--explain"]);
}

export const grantLs = (server = "") => command("grant ls", [], filter("--server", "SERVER", server));
export const grantUsage = (grant: string) => command("grant usage", [grantId(grant)]);
export const grantRotate = (grant: string) => command("grant rotate", [grantId(grant)]);
export const grantRevoke = (grant: string) => command("grant revoke", [grantId(grant)]);
export const connect = (server: string, client: string) => command("connect", [serverId(server)], option("--client", client));

/** @param expires A duration or a time in ISO 8601; null if the grant does not end. */
export function grantNew(label: string, access: readonly { server: string; policy: string }[], expires: string | null): Command {
  const [only] = access;
  const reached =
    only && access.length === 1
      ? [...option("--server", serverId(only.server)), ...option("--policy", policyId(only.policy))]
      : access.flatMap(({ server, policy }) => option("--access", `${serverId(server)}=${policyId(policy)}`));
  return command(
    "grant new",
    [safeOr("LABEL", label)],
    [...reached, ...(expires === null ? [] : option("--expires", safeOr("TIME", expires)))],
  );
}

export const approvals = () => command("approvals");
export const approve = (approval: string) => command("approve", [safeOr("APPROVAL", approval)]);
/** @param reason A placeholder stands for an empty one. */
export const refuse = (approval: string, reason = "") =>
  command("refuse", [safeOr("APPROVAL", approval)], message("REASON", reason || "REASON"));

const filters = [
  ["server", "--server", "SERVER"],
  ["grant", "--grant", "GRANT"],
  ["tool", "--tool", "TOOL"],
  ["verdict", "--verdict", "VERDICT"],
  ["outcome", "--outcome", "OUTCOME"],
  ["rule", "--rule", "RULE"],
  ["method", "--method", "METHOD"],
  ["from", "--since", "TIME"],
  ["to", "--until", "TIME"],
] as const;

/** @param by The filters in force, by their names in the API. Empty ones filter nothing. */
export function log(
  by: Readonly<Partial<Record<(typeof filters)[number][0], string>>>,
  isFollowing: boolean,
  isOfChanges = false,
): Command {
  const options = filters.flatMap(([name, flag, placeholder]) => filter(flag, placeholder, by[name] ?? ""));
  return command("log", [], [...(isOfChanges ? ["--changes"] : []), ...options, ...(isFollowing ? ["-f"] : [])]);
}

export const auditVerify = () => command("audit verify");
export const auditExport = () => command("audit export", [], ["-o", "csv"]);

// What begins like this would be taken for an option, or for a file with more arguments.
const special = /^[-@]/;

function command(words: string, operands: readonly string[] = [], options: readonly string[] = []): Command {
  const ordered = operands.some(each => special.test(each)) ? [...options, "--", ...operands] : [...operands, ...options];
  return [...words.split(" "), ...ordered];
}

function option(name: string, value: string): string[] {
  return special.test(value) ? [`${name}=${value}`] : [name, value];
}

function filter(name: string, placeholder: string, value: string): string[] {
  return value === "" ? [] : option(name, safeOr(placeholder, value));
}

function message(placeholder: string, text: string): string[] {
  const value = text.trim();
  return value === "" ? [] : ["-m", special.test(value) ? placeholder : safeOr(placeholder, value)];
}

// The first = ends the name, and := says that JSON follows, so neither may be in the name.
function argument(name: string, value: unknown): string {
  const shown = /[=:]/.test(name) ? "NAME" : safeOr("NAME", name);
  if (shown !== name) {
    return "NAME=VALUE";
  }
  return typeof value === "string"
    ? safeOr(`${name}=VALUE`, `${name}=${value}`)
    : safeOr(`${name}:=JSON`, `${name}:=${JSON.stringify(value)}`);
}

function serverId(server: string): string {
  return safeOr("SERVER", server);
}

function policyId(policy: string): string {
  return safeOr("POLICY", policy);
}

function trafficOptions({ days, grant }: Traffic): string[] {
  const whole = Number.isInteger(days) && days >= 1 && days <= 30 ? String(days) : "7";
  return [...option("--days", whole), ...(grant === "" ? [] : option("--grant", grantId(grant)))];
}

function fileOf(policy: string): string {
  return `${policyId(policy)}.policy.json`;
}

function grantId(grant: string): string {
  return safeOr("GRANT", grant);
}
