using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

/// <summary>The memory that reading and judging a call takes is bounded by its bytes, whatever their shape.</summary>
public sealed class MemoryTests
{
    private const int MaxDepth = 64;

    // Allocations of the strict reader and the digest, in bytes for each byte of the text. Buffers that are pooled count when they are first rented.
    private const double MostForEachByte = 6;

    // A decision keeps at most 10,000 values for each path, of 20 bytes each.
    private const int MostForADecision = 3 * 1024 * 1024;

    private static readonly Policy Judging = Policies.OfTool("""
        { "deny_if": [
            { "conditions": [ { "path": "args.items[*].price", "op": "gt", "value": 100 } ] },
            { "conditions": [ { "path": "args.items[*]", "op": "eq", "value": 666 } ] },
            { "conditions": [ { "path": "args.items", "op": "contains", "value": { "price": 5 } } ] },
            { "conditions": [ { "path": "args.amount", "op": "in", "value": [666, "a", { "a": 1 }, [1]] } ] },
            { "conditions": [ { "path": "args.amount.a.a.b", "op": "eq", "value": 5 } ] } ] }
        """);

    public static TheoryData<string> Shapes => [.. LargeJson.Shapes.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Reading_OfALargeText_AllocatesInProportionToItsLength(string shape)
    {
        var json = LargeJson.Shapes[shape]();

        var (problem, allocated) = Measured(() => StrictJsonReader.FindProblem(json, MaxDepth));

        Assert.Equal(JsonProblemKind.None, problem.Kind);
        AssertAtMost(MostForEachByte * Math.Max(json.Length, 100_000), allocated);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Decide_OfALargeCall_AllocatesNoMoreThanItsValuesTake(string shape)
    {
        var call = new ToolCall("a", LargeJson.Shapes[shape]());

        var (_, allocated) = Measured(() => Judging.Decide(call));

        // A string that is written with escapes, or a key that is, is unescaped in a buffer of its length.
        AssertAtMost(MostForADecision + (shape.Contains("escaped", StringComparison.Ordinal) || shape.Contains("control", StringComparison.Ordinal) ? 2.0 * call.Arguments.Length : 0), allocated);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Digest_OfALargeText_AllocatesInProportionToItsLength(string shape)
    {
        var json = LargeJson.Shapes[shape]();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        var (digest, allocated) = Measured(() => Digest(json, hash));

        Assert.Equal(SHA256.HashData(CanonicalJson.Of(json).Span), digest);
        AssertAtMost(MostForEachByte * Math.Max(json.Length, 100_000), allocated);
    }

    [Fact]
    public void Decide_AfterALargeCall_KeepsNothingOfIt()
    {
        var arguments = DecideAndForget();
        GC.Collect();

        Assert.False(arguments.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference DecideAndForget()
        {
            var json = LargeJson.Shapes["list of objects"]();
            Judging.Decide(new ToolCall("a", json));
            return new WeakReference(json);
        }
    }

    [Theory]
    [InlineData("[", 4_000_000)]
    [InlineData("{\"a\":", 800_000)]
    public void Reading_OfATextThatIsNestedWithoutEnd_StopsAtTheDeepestLevel(string open, int count)
    {
        var json = Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, open, count).ToString());

        var (problem, allocated) = Measured(() => StrictJsonReader.FindProblem(json, MaxDepth));
        var (decision, forDeciding) = Measured(() => Judging.Decide(new ToolCall("a", json)));

        Assert.Equal((JsonProblemKind.TooDeep, Verdict.Deny), (problem.Kind, decision.Verdict));
        AssertAtMost(100_000, allocated);
        AssertAtMost(100_000, forDeciding);
    }

    [Theory]
    [InlineData(10_000, false)]
    [InlineData(10_001, true)]
    public void Decide_OfMoreThanTenThousandValues_IsNotEvaluable(int count, bool isDenied)
    {
        foreach (var (path, items) in new[]
        {
            ("args.items[*]", string.Join(',', Enumerable.Repeat("1", count))),
            ("args.items[*].price", string.Join(',', Enumerable.Repeat("{\"price\":1}", count))),
            ("args.items[*].price", string.Join(',', Enumerable.Repeat("{},{\"price\":1}", count))),
            ("args.items[*][*]", string.Join(',', Enumerable.Repeat("[1]", count))),
            ("args.items[*][*]", $"[{string.Join(',', Enumerable.Repeat("1", count - 1))}],[1]"),
        })
        {
            var policy = Policies.OfTool($$"""{ "deny_if": [ { "conditions": [ { "path": "{{path}}", "op": "gt", "value": 5 } ] } ] }""");

            var reason = policy.Decide("a", $$"""{ "items": [{{items}}] }""").Reason;

            Assert.Equal(isDenied, reason is Reason.NotEvaluable { Found: "more than 10,000 values" });
            Assert.Equal(!isDenied, reason is Reason.Allowed);
        }
    }

    private static byte[] Digest(byte[] json, IncrementalHash hash)
    {
        using var writer = new HashWriter(hash);
        CanonicalJson.Write(json, writer);
        writer.Flush();
        return hash.GetHashAndReset();
    }

    private static (T Result, long Allocated) Measured<T>(Func<T> act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = act();
        return (result, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertAtMost(double most, long allocated) => Assert.True(allocated <= most, $"{allocated:N0} bytes were allocated, more than {most:N0}.");
}
