namespace FuncGateway.Cli.Gateway;

/// <summary>The operations of the admin API that the commands use. A test compares them with the API's own description.</summary>
internal static class Api
{
    public static Operation Me { get; } = new("GET", "/api/me");
    public static Operation SignIn { get; } = new("GET", "/api/sign-in");
    public static Operation NewCode { get; } = new("POST", "/api/session/codes");
    public static Operation Health { get; } = new("GET", "/healthz");
    public static Operation Overview { get; } = new("GET", "/api/overview");
    public static Operation Settings { get; } = new("GET", "/api/settings");
    public static Operation TestWebhook { get; } = new("POST", "/api/webhooks/{webhook}/test");
    public static Operation Stack { get; } = new("GET", "/api/stack", "grant", "cursor", "limit");

    public static Operation Servers { get; } = new("GET", "/api/servers");
    public static Operation Server { get; } = new("GET", "/api/servers/{server}");
    public static Operation PutServer { get; } = new("PUT", "/api/servers/{server}", "probe");
    public static Operation DeleteServer { get; } = new("DELETE", "/api/servers/{server}");
    public static Operation Scan { get; } = new("POST", "/api/servers/{server}/scan");
    public static Operation Tools { get; } = new("GET", "/api/servers/{server}/tools");
    public static Operation Resources { get; } = new("GET", "/api/servers/{server}/resources");
    public static Operation Prompts { get; } = new("GET", "/api/servers/{server}/prompts");
    public static Operation Findings { get; } = new("GET", "/api/servers/{server}/findings", "format");
    public static Operation Snapshots { get; } = new("GET", "/api/servers/{server}/snapshots");
    public static Operation SnapshotDifferences { get; } = new("GET", "/api/servers/{server}/snapshots/{earlier}/diff/{later}");
    public static Operation AcceptTool { get; } = new("POST", "/api/servers/{server}/tools/{tool}/accept", "fingerprint");
    public static Operation ClassifyTool { get; } = new("PUT", "/api/servers/{server}/tools/{tool}/class");
    public static Operation Recommendation { get; } = new("GET", "/api/servers/{server}/recommendation", "preset");

    public static Operation Policies { get; } = new("GET", "/api/servers/{server}/policies");
    public static Operation Policy { get; } = new("GET", "/api/servers/{server}/policies/{policy}");
    public static Operation PutPolicy { get; } = new("PUT", "/api/servers/{server}/policies/{policy}", "dryRun", "strict", "note");
    public static Operation RetirePolicy { get; } = new("DELETE", "/api/servers/{server}/policies/{policy}");
    public static Operation PolicyTools { get; } = new("GET", "/api/servers/{server}/policies/{policy}/tools");
    public static Operation Revisions { get; } = new("GET", "/api/servers/{server}/policies/{policy}/revisions");
    public static Operation Revision { get; } = new("GET", "/api/servers/{server}/policies/{policy}/revisions/{number}");
    public static Operation Restore { get; } = new("POST", "/api/servers/{server}/policies/{policy}/revisions/{number}/restore", "strict", "note");
    public static Operation CheckPolicy { get; } = new("POST", "/api/policies/check");
    public static Operation TryPolicy { get; } = new("POST", "/api/policies/try");
    public static Operation DiffPolicies { get; } = new("POST", "/api/policies/diff");
    public static Operation ReplayPolicy { get; } = new("POST", "/api/policies/replay");
    public static Operation ProposePolicy { get; } = new("POST", "/api/policies/propose");
    public static Operation VerifyPolicy { get; } = new("POST", "/api/policies/verify");
    public static Operation Invariants { get; } = new("GET", "/api/servers/{server}/invariants");
    public static Operation PutInvariants { get; } = new("PUT", "/api/servers/{server}/invariants");
    public static Operation DeleteInvariants { get; } = new("DELETE", "/api/servers/{server}/invariants");

    public static Operation Grants { get; } = new("GET", "/api/grants", "server", "cursor", "limit");
    public static Operation Grant { get; } = new("GET", "/api/grants/{grant}");
    public static Operation CreateGrant { get; } = new("POST", "/api/grants");
    public static Operation ChangeGrant { get; } = new("PATCH", "/api/grants/{grant}");
    public static Operation RevokeGrant { get; } = new("DELETE", "/api/grants/{grant}");
    public static Operation RotateGrant { get; } = new("POST", "/api/grants/{grant}/rotate");
    public static Operation GrantUsage { get; } = new("GET", "/api/grants/{grant}/usage");
    public static Operation ResetCounter { get; } = new("POST", "/api/grants/{grant}/counters/reset");

    public static Operation Approvals { get; } = new("GET", "/api/approvals", "state", "grant", "tool", "order", "cursor", "limit");
    public static Operation Approval { get; } = new("GET", "/api/approvals/{approval}");
    public static Operation Decide { get; } = new("POST", "/api/approvals/{approval}/decision");

    public static Operation Audit { get; } = new("GET", "/api/audit", "stream", "server", "grant", "tool", "rule", "method", "verdict", "outcome", "from", "to", "cursor", "limit", "after");
    public static Operation AuditEntry { get; } = new("GET", "/api/audit/{id}");
    public static Operation AuditProof { get; } = new("GET", "/api/audit/{id}/proof");
    public static Operation AuditExport { get; } = new("GET", "/api/audit/export", "stream", "server", "grant", "tool", "rule", "method", "verdict", "outcome", "from", "to", "format", "records");
    public static Operation AuditVerify { get; } = new("GET", "/api/audit/verify", "from", "to");
    public static Operation AuditCheckpoint { get; } = new("GET", "/api/audit/checkpoint");
    public static Operation AuditCheckpoints { get; } = new("GET", "/api/audit/checkpoints", "after");
    public static Operation AuditKeys { get; } = new("GET", "/api/audit/keys");

    public static Operation Freeze { get; } = new("GET", "/api/freeze");
    public static Operation StartFreeze { get; } = new("POST", "/api/freeze");
    public static Operation EndFreeze { get; } = new("DELETE", "/api/freeze");
}
