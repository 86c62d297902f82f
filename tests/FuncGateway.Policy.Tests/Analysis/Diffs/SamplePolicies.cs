namespace FuncGateway.Policies.Tests.Analysis.Diffs;

/// <summary>Policies as people write them: the samples, the cookbook of the documentation, and one with everything in it.</summary>
internal static class SamplePolicies
{
    private const string Everything = "everything";

    private const string EverythingDocument = """
        { "version": "1", "default": "deny", "hide": ["drop_database", "internal_*"],
          "all_tools": { "limits": [ { "counter": "calls", "window": "minute", "max": 120, "scope": "grant" } ], "deny_if": [ { "conditions": [ { "path": "args.tenant", "op": "neq", "value": "acme" } ] } ] },
          "tools": {
            "list_*": {},
            "list_secrets": { "deny_if": [ { "conditions": [] } ] },
            "cancel-async-job": { "limits": [ { "counter": "cancel-async-job_rate", "window": "minute", "max": 30, "scope": "grant" } ] },
            "create_charge": {
              "require": [ { "conditions": [ { "path": "args.reason", "op": "exists", "value": true } ], "on_deny": "Give a reason." },
                           { "conditions": [ { "any": [ { "path": "args.currency", "op": "in", "value": ["eur", "usd"] }, { "path": "args.region", "op": "eq", "value": "uk" } ] } ] } ],
              "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 10000 } ], "on_deny": "Above the single-charge cap." },
                           { "conditions": [ { "path": "args.amount", "op": "lte", "value": 0 } ] } ],
              "require_approval": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 500 } ], "timeout": "30m" },
                                    { "conditions": [ { "not": { "path": "args.customer.country", "op": "in", "value": ["DE", "FR"] } } ] } ],
              "limits": [ { "counter": "daily_spend", "window": "day", "max": 50000, "scope": "grant", "increment_from": "args.amount" } ] },
            "push": { "require": [ { "conditions": [ { "path": "args.branch", "op": "regex", "value": "^feature/[a-z0-9-]{1,20}$" } ] } ],
                      "deny_if": [ { "conditions": [ { "path": "args.files[*].path", "op": "regex", "value": "(^|/)\\.env$" } ] }, { "conditions": [ { "path": "args.message", "op": "contains", "value": "[skip ci]" } ] } ] } },
          "resources": { "docs://*": { "deny_if": [ { "conditions": [ { "path": "args.uri", "op": "regex", "value": "\\.key$" } ] } ] }, "docs://secret/*": { "deny_if": [ { "conditions": [] } ] } },
          "prompts": { "greet": { "deny_if": [ { "conditions": [ { "path": "args.name", "op": "eq", "value": "root" } ] } ] } } }
        """;

    public static IReadOnlyList<string> Names { get; } = [Everything, .. Find("samples"), .. Find("docs/policy/cookbook")];

    public static string Read(string name) => name == Everything ? EverythingDocument : File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name));

    private static IEnumerable<string> Find(string folder) => Directory.Exists(Path.Combine(AppContext.BaseDirectory, folder))
        ? Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.policy.json").Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file)).Order(StringComparer.Ordinal)
        : [];
}
