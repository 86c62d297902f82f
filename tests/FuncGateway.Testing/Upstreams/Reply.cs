namespace FuncGateway.Testing.Upstreams;

/// <summary>A reply of a scripted upstream, byte for byte. The headers are sent immediately, before the first step.</summary>
/// <param name="Headers">Sent as given. Without a Content-Length the body is chunked, one chunk per step.</param>
public sealed record Reply(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, IReadOnlyList<ReplyStep> Steps)
{
    public static Reply Empty(int status) => new(status, [new("Content-Length", "0")], []);

    public static Reply Json(string body, int status = 200) => new(status, [new("Content-Type", "application/json")], [ReplyStep.Text(body)]);

    public static Reply EventStream(params ReplyStep[] steps) =>
        new(200, [new("Content-Type", "text/event-stream"), new("Cache-Control", "no-cache")], steps);

    public Reply With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}
