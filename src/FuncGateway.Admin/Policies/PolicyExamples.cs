namespace FuncGateway.Admin.Policies;

/// <summary>The examples of the OpenAPI document for questions about policies.</summary>
internal static class PolicyExamples
{
    public const string Check = """{ "policy": { "version": "1", "default": "deny", "tools": { "list-async-jobs": {} } } }""";

    public const string Try = """
        {
          "policy": { "version": "1", "default": "deny", "tools": { "create_charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 5000 } ], "on_deny": "Above the cap." } ] } } },
          "call": { "name": "create_charge", "arguments": { "amount": 7500 } }
        }
        """;

    public const string Diff = """
        {
          "before": { "version": "1", "default": "deny", "tools": { "create_charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 5000 } ] } ] } } },
          "after": { "version": "1", "default": "deny", "tools": { "create_charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 10000 } ] } ] } } }
        }
        """;

    public const string Test = """
        {
          "policy": { "version": "1", "default": "deny", "tools": { "create_charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 5000 } ] } ] } } },
          "tests": { "version": "1", "cases": [ { "call": { "tool": "create_charge", "arguments": { "amount": 5000 } }, "expect": "allow" }, { "call": { "tool": "create_charge", "arguments": { "amount": 5001 } } } ] }
        }
        """;

    public const string Replay = """{ "server": "jobs", "days": 7, "policy": { "version": "1", "default": "deny", "tools": { "list-async-jobs": {} } } }""";

    public const string Propose = """{ "server": "jobs", "days": 7 }""";

    public const string Verify = """
        {
          "policy": { "version": "1", "default": "deny", "tools": { "create_charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 5000 } ] } ] } } },
          "invariants": { "version": "1", "never": [ { "tool": "create_charge", "conditions": [ { "path": "args.amount", "op": "gt", "value": 10000 } ] } ] }
        }
        """;

    public const string Invariants = """{ "version": "1", "never": [ { "tool": "create_charge", "conditions": [ { "path": "args.amount", "op": "gt", "value": 10000 } ], "description": "Charges above 10,000 are made by hand." } ] }""";
}
