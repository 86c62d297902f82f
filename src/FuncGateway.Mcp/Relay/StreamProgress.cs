namespace FuncGateway.Mcp.Relay;

/// <summary>What a stream has brought so far.</summary>
internal sealed class StreamProgress
{
    public bool Answered { get; set; }

    /// <summary>An event had an id, so the client may resume after the last one.</summary>
    public bool CanResume { get; set; }

    public RelayOutcome Outcome { get; set; }

    /// <summary>Why the gateway itself ended the stream.</summary>
    public string? Problem { get; set; }
}
