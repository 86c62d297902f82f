using System.Diagnostics;
using System.Globalization;
using System.Text;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Bench.Micro;

/// <summary>The time to compare and to verify policies of real size: 100 tools with 300 conditions, of which every one differs.</summary>
internal static class AnalysisRun
{
    private const int Tools = 100;
    private const int Rounds = 7;

    public static int Print()
    {
        var (before, after) = (Read(Document(shift: 0)), Read(Document(shift: 1)));
        var same = Read(Document(shift: 0));
        Console.WriteLine($"policies of {Tools} tools and {Tools * 3} conditions, median of {Rounds} rounds after a first one");
        PrintTime("diff, every tool differs", () => PolicyComparison.Compare(before, after, []).Total);
        PrintTime("diff, nothing differs", () => PolicyComparison.Compare(before, same, []).Total);
        PrintTime("verify", () => PolicyVerification.Of(before).Total);
        return 0;
    }

    private static void PrintTime(string name, Func<int> analyse)
    {
        var watch = Stopwatch.StartNew();
        var found = analyse();
        var first = watch.Elapsed;
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            analyse();
            times.Add(watch.Elapsed);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {times[Rounds / 2].TotalMilliseconds,8:F1} ms   first {first.TotalMilliseconds,8:F1} ms   found {found}"));
    }

    private static string Document(int shift)
    {
        var rules = Enumerable.Range(0, Tools).Select(tool => (tool % 4) switch
        {
            0 => $$"""
                "pay_{{tool}}": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": {{1_000 + tool + shift}} } ] }, { "conditions": [ { "path": "args.currency", "op": "not_in", "value": ["eur", "usd", "c{{shift}}"] } ] } ],
                  "require_approval": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": {{100 + tool + shift}} } ] } ], "limits": [ { "counter": "spend", "window": "day", "max": 5000, "increment_from": "args.amount" } ] }
                """,
            1 => $$"""
                "write_{{tool}}": { "require": [ { "conditions": [ { "path": "args.path", "op": "regex", "value": "^/w/{{tool + shift}}/[a-z0-9_/-]+\\.(txt|md)$" } ] } ],
                  "deny_if": [ { "conditions": [ { "path": "args.path", "op": "contains", "value": "/.env{{tool + shift}}" }, { "path": "args.mode", "op": "eq", "value": "overwrite" } ] } ] }
                """,
            2 => $$"""
                "push_{{tool}}": { "require": [ { "conditions": [ { "path": "args.branch", "op": "regex", "value": "^(feature|fix)/{{tool + shift}}-[a-z0-9-]{1,40}$" } ] } ],
                  "deny_if": [ { "conditions": [ { "path": "args.files[*].path", "op": "regex", "value": "(^|/)\\.env{{shift}}$" } ] } ], "require_approval": [ { "conditions": [ { "path": "args.force", "op": "eq", "value": true } ] } ] }
                """,
            _ => $$"""
                "query_{{tool}}": { "deny_if": [ { "conditions": [ { "path": "args.sql", "op": "regex", "value": "(?i)\\b(drop|delete|truncate{{tool + shift}})\\b" } ] }, { "conditions": [ { "path": "args.limit", "op": "gt", "value": {{tool + shift}} }, { "path": "args.table", "op": "in", "value": ["users", "t{{shift}}"] } ] } ],
                  "limits": [ { "counter": "queries", "window": "minute", "max": {{30 + shift}} } ] }
                """,
        });
        return $$"""{ "version": "1", "default": "deny", "tools": { {{string.Join(",", rules)}} } }""";
    }

    private static PolicyReading Read(string document)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document));
        return reading.Policy is null ? throw new InvalidOperationException(string.Join("\n", reading.Problems)) : reading;
    }
}
