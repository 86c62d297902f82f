namespace FuncGateway.Testing.Upstreams;

/// <summary>One thing a scripted upstream does after its headers went out.</summary>
public abstract record ReplyStep
{
    private ReplyStep()
    {
    }

    /// <summary>Writes these bytes and flushes them: one chunk on the wire.</summary>
    public sealed record Write(ReadOnlyMemory<byte> Bytes) : ReplyStep;

    /// <summary>Goes on when the test says so.</summary>
    public sealed record Wait(Task Until) : ReplyStep;

    /// <summary>Cuts the connection without ending the response.</summary>
    public sealed record Abort : ReplyStep;

    public static ReplyStep Text(string text) => new Write(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>One event of an event stream, framed the way the SDKs do it.</summary>
    public static ReplyStep Event(string data, string? id = null) =>
        Text($"event: message\n{(id is null ? "" : $"id: {id}\n")}data: {data}\n\n");

    /// <summary>Never goes on by itself: until the client hangs up or the upstream is disposed.</summary>
    public static ReplyStep Forever() => new Wait(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System));
}
