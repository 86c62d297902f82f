using System.Text;
using CsCheck;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class SseBufferTests
{
    private static readonly Gen<string> Lines = Gen.Select(
        Gen.OneOf("data: a", "data:b", "data:  c", "data:", "data", "data: ż🙂", "id: 1", "id", "identity: 1", "event: message", "retry: 5", ": comment", "", "", "", "x"),
        Gen.OneOf("\n", "\r", "\r\n"),
        (line, end) => line + end);

    private static readonly Gen<string> Streams = Gen.Select(Gen.OneOf("", "", "\uFEFF"), Lines.Array[0, 20], Gen.OneOf("", "", "data: cut"), (mark, lines, rest) => mark + string.Concat(lines) + rest);

    [Fact]
    public void TryNext_HoweverTheStreamIsCut_FindsTheSameEventsAndLosesNoByteButTheMark() =>
        Gen.Select(Streams, Gen.Int[1, 7].Array[1, 10]).Sample(
            (stream, sizes) =>
            {
                var bytes = Encoding.UTF8.GetBytes(stream);

                var (events, raw, left, tail) = Cut(bytes, sizes);

                Assert.Equal(Expected(stream), events);
                var mark = stream.StartsWith('\uFEFF') ? 3 : 0;
                Assert.Equal(bytes[mark..][..raw.Length], raw);
                Assert.Equal(bytes.Length, mark + raw.Length + left);
                Assert.True(tail <= 1 && (tail == 0 || bytes[^1] == (byte)'\n'));
            },
            iter: 20_000);

    [Theory]
    [InlineData(100)]
    [InlineData(70_000)]
    public void TryNext_OfEventsLongerThanTheBuffer_FindsThemWhole(int length)
    {
        var stream = string.Concat(Enumerable.Range(0, 5).Select(each => $"data: {each}{new string('x', length)}\n\n"));

        var (events, raw, left, _) = Cut(Encoding.UTF8.GetBytes(stream), [4096, 3]);

        Assert.Equal(Enumerable.Range(0, 5).Select(each => ($"{each}{new string('x', length)}", false)), events);
        Assert.Equal((stream.Length, 0), (raw.Length, left));
    }

    private static (List<(string Data, bool HasId)> Events, byte[] Raw, int Left, int Tail) Cut(byte[] bytes, int[] sizes)
    {
        using var buffer = new SseBuffer();
        var events = new List<(string, bool)>();
        var raw = new List<byte>();
        for (var (at, turn) = (0, 0); at < bytes.Length; turn++)
        {
            var room = buffer.Room();
            var count = Math.Min(Math.Min(room.Length, sizes[turn % sizes.Length]), bytes.Length - at);
            bytes.AsMemory(at, count).CopyTo(room);
            buffer.Filled(count);
            at += count;
            while (buffer.TryNext(out var next))
            {
                events.Add((Encoding.UTF8.GetString(next.Data.Span), next.HasId));
                raw.AddRange(next.Raw.Span);
            }
        }

        return (events, [.. raw], buffer.Buffered, buffer.Tail.Length);
    }

    /// <summary>The algorithm of the standard, applied to the complete text.</summary>
    private static List<(string Data, bool HasId)> Expected(string stream)
    {
        var events = new List<(string, bool)>();
        var (data, hasId) = (new List<string>(), false);
        var lines = stream.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        foreach (var line in lines[..^1])
        {
            if (line.Length == 0)
            {
                events.Add((string.Join('\n', data), hasId));
                (data, hasId) = ([], false);
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
            hasId |= field == "id";
            if (field == "data")
            {
                data.Add(value.StartsWith(' ') ? value[1..] : value);
            }
        }

        return events;
    }
}
