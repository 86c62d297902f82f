namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>Policies that several tests use.</summary>
internal static class Policies
{
    public const string AllowAll = """{ "version": "1", "default": "allow" }""";

    public const string Seed = """
        { "version": "1", "default": "deny", "hide": ["clear-history"], "tools": {
          "list-async-jobs": {},
          "cancel-async-job": { "limits": [ { "counter": "cancel-async-job_rate", "window": "minute", "max": 30, "scope": "grant" } ] } } }
        """;

    /// <summary>A person is asked about every call of the tool.</summary>
    public static string Approved(string tool, string hold, string timeout = "15m") => $$"""
        { "version": "1", "default": "deny", "tools": { "{{tool}}": { "require_approval": [ { "conditions": [], "hold": "{{hold}}", "timeout": "{{timeout}}" } ] } } }
        """;

    public static string Limited(string tool, int max) => $$"""
        { "version": "1", "default": "deny", "tools": { "{{tool}}": { "limits": [ { "counter": "{{tool}}_rate", "window": "minute", "max": {{max}} } ] } } }
        """;
}
