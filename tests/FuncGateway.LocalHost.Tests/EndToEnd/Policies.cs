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

    public static string Limited(string tool, int max) => $$"""
        { "version": "1", "default": "deny", "tools": { "{{tool}}": { "limits": [ { "counter": "{{tool}}_rate", "window": "minute", "max": {{max}} } ] } } }
        """;
}
