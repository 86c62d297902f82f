using System.Text;
using BenchmarkDotNet.Attributes;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Bench.Micro;

public class ParseBenchmarks
{
    private readonly byte[] _call = Encoding.UTF8.GetBytes(
        $$$$"""{"jsonrpc":"2.0","id":17,"method":"tools/call","params":{"name":"create_charge","arguments":{"amount":120.5,"reason":"{{{{new string('x', 1500)}}}}","items":[{"sku":"a","price":1},{"sku":"b","price":2}]},"_meta":{"progressToken":1}}}""");

    [Benchmark(Description = "parse a call of 1.7 KB")]
    public object Parse() => EnvelopeReader.Read(_call).Envelope;
}
