using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Bench.Micro;

public class FilterBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly byte[] _list = List();
    private readonly Policy _policy = PolicyReader.Read("""{ "version": "1", "default": "allow", "hide": ["tool-1*", "drop_database"] }"""u8).Policy
        ?? throw new InvalidOperationException("The policy does not read.");

    private readonly ListMemory _memory = new();

    [Benchmark(Description = "filter a list of 100 tools, 32 KB")]
    public int Filter() => Filter(_memory);

    [Benchmark(Description = "filter a list of 100 tools, 32 KB, for the first time")]
    public int FilterFirst() => Filter(memory: null);

    private int Filter(ListMemory? memory)
    {
        _output.ResetWrittenCount();
        ListFilter.Filter(ListScan.Of(_list, ListVerdicts.Of(_policy, memory)), ProtocolEra.Legacy, _output);
        return _output.WrittenCount;
    }

    private static byte[] List()
    {
        var tools = Enumerable.Range(0, 100).Select(number => $$$"""
            {"name":"tool-{{{number}}}","description":"{{{new string('d', 150)}}}","inputSchema":{"type":"object","properties":{"text":{"type":"string","description":"What to say."},"count":{"type":"integer","minimum":1}},"required":["text"]}}
            """.Trim());
        return Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":[{{{string.Join(',', tools)}}}]}}""");
    }
}
