using System.Security.Cryptography;
using System.Text;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>Sixteen parallel calls of 4 MiB stay below 400 MB in all: each takes less than a sixteenth, with its body.</summary>
public sealed class LargeCallTests
{
    private const int Length = 4 * 1024 * 1024;
    private const long MostForAllCalls = 400_000_000;
    private const int ParallelCalls = 16;

    // A buffer that is rented for a body may be twice as long.
    private const long Body = 2 * Length;

    [Theory]
    [InlineData("{\"price\":1}", true)]
    [InlineData("{\"b\":[{\"y\":1,\"x\":{}}],\"a\":\"\\u0061\"}", true)]
    [InlineData("1e20", true)]
    [InlineData("\"a\"", true)]
    [InlineData("{\"Price\":1}", true)]
    [InlineData("{}", false)]
    public void ACall_OfTheGreatestLength_TakesLessThanItsShareOfMemory(string element, bool isInItems)
    {
        var policy = PolicyReader.Read("""
            { "version": "1", "default": "allow", "all_tools": { "deny_if": [ { "conditions": [ { "path": "args.items[*].price", "op": "gt", "value": 100 } ] } ] } }
            """u8.ToArray()).Policy;
        var body = Call(element, isInItems ? "items" : "others");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (envelope, problem) = EnvelopeReader.Read(body);
        var decision = policy?.Decide(new ToolCall(envelope.Name ?? "", envelope.Arguments));
        var (keys, digest) = CallArguments.Describe(envelope.Arguments, hash);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(problem);
        Assert.NotNull(decision);
        Assert.Equal((isInItems ? "items" : "others", 64), (Assert.Single(keys), digest.Length));
        Assert.True(allocated < (MostForAllCalls / ParallelCalls) - Body, $"{allocated:N0} bytes were allocated.");
    }

    [Fact]
    public void Describe_OfArgumentsInAnyOrder_IsTheSameDigest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        Assert.Equal(
            CallArguments.Describe("""{"a":1.0,"b":{"y":"\u0061","x":[]}}"""u8.ToArray(), hash).Digest,
            CallArguments.Describe("""{ "b" : {"x":[ ],"y":"a"}, "a" : 1 }"""u8.ToArray(), hash).Digest);
        Assert.Equal(CallArguments.Describe(default, hash).Digest, CallArguments.Describe("{ }"u8.ToArray(), hash).Digest);
        Assert.Equal(["b", "a"], CallArguments.Describe("""{"b":1,"a":1}"""u8.ToArray(), hash).Keys);
    }

    private static byte[] Call(string element, string member)
    {
        var text = new StringBuilder(Length).Append("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"arguments\":{\"").Append(member).Append("\":[").Append(element);
        while (text.Length < Length - 100)
        {
            text.Append(',').Append(element);
        }

        return Encoding.UTF8.GetBytes(text.Append("]}}}").ToString());
    }
}
