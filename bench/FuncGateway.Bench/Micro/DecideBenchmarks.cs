using System.Text;
using BenchmarkDotNet.Attributes;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Bench.Micro;

public class DecideBenchmarks
{
    private static readonly byte[] Arguments = """{"amount":120.5,"currency":"EUR","reason":"refund","customer":{"id":"c-17","country":"DE"}}"""u8.ToArray();
    private Policy _entries = Empty();
    private Policy _tools = Empty();

    [Params(1, 10, 100)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var entries = Enumerable.Range(0, Rules).Select(number => $$"""{ "conditions": [ { "path": "args.amount", "op": "gt", "value": {{1000 + number}} } ] }""");
        _entries = Read($$"""{ "version": "1", "default": "deny", "tools": { "create_charge": { "deny_if": [ {{string.Join(',', entries)}} ] } } }""");
        var tools = Enumerable.Range(0, Rules).Select(number => $$"""
            "{{(number == Rules - 1 ? "create_charge" : $"tool_{number}")}}": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 1000 } ] } ] }
            """);
        _tools = Read($$"""{ "version": "1", "default": "deny", "tools": { {{string.Join(',', tools)}} } }""");
    }

    [Benchmark(Description = "decide, that many deny_if on the tool")]
    public Decision ManyEntries() => _entries.Decide(new ToolCall("create_charge", Arguments));

    [Benchmark(Description = "decide, that many tools with a rule")]
    public Decision ManyTools() => _tools.Decide(new ToolCall("create_charge", Arguments));

    private static Policy Empty() => Read("""{ "version": "1", "default": "deny" }""");

    private static Policy Read(string document)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document));
        return reading.Policy ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }
}
