namespace FuncGateway.Testing.Upstreams;

/// <summary>A step of a scripted upstream after its headers have been sent.</summary>
public abstract record ReplyStep
{
    private ReplyStep()
    {
    }

    /// <summary>Writes and flushes the bytes: one chunk on the wire.</summary>
    public sealed record Write(ReadOnlyMemory<byte> Bytes) : ReplyStep;

    /// <summary>Waits until the test lets it continue.</summary>
    public sealed record Wait(Task Until) : ReplyStep;

    /// <summary>Aborts the connection without ending the response.</summary>
    public sealed record Abort : ReplyStep;

    public static ReplyStep Text(string text) => new Write(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>One event of an event stream, framed as the SDKs do.</summary>
    public static ReplyStep Event(string data, string? id = null) =>
        Text($"event: message\n{(id is null ? "" : $"id: {id}\n")}data: {data}\n\n");

    /// <summary>Waits until the client disconnects or the upstream is disposed.</summary>
    public static ReplyStep Forever() => new Wait(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System));
}
