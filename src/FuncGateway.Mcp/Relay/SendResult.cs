namespace FuncGateway.Mcp.Relay;

/// <summary>An upstream's response, or why there is none and which status says so to the caller.</summary>
public sealed record SendResult(HttpResponseMessage? Response, RelayOutcome Outcome, string Problem, int Status)
{
    public int? UpstreamStatus { get; init; }

    public static SendResult Failed(RelayOutcome outcome, string problem, int status = 502) => new(null, outcome, problem, status);
}
