namespace FuncGateway.Mcp.Wire;

/// <summary>What a message of an upstream says about tasks and resources.</summary>
internal sealed class UpstreamMessage
{
    /// <summary>The member of <c>_meta</c> that names the task to which a message belongs.</summary>
    public const string RelatedTask = "io.modelcontextprotocol/related-task";

    /// <summary>False if clients could disagree about what the message says.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>Whether the message repeats a member that the gateway reads, or has a key that looks like one. Such a message is not readable.</summary>
    public bool IsAmbiguous { get; set; }

    /// <summary>Null for a response.</summary>
    public string? Method { get; set; }

    /// <summary>The id as raw JSON; the default value for a notification.</summary>
    public Slice Id { get; set; }

    /// <summary><c>params.uri</c>.</summary>
    public string? Uri { get; set; }

    /// <summary>The tasks that the message creates, and how long the upstream keeps each of them; null if it does not say.</summary>
    public List<(string Id, TimeSpan? Life)> Created { get; } = [];

    /// <summary>The other tasks that the message is about.</summary>
    public List<string> About { get; } = [];

    /// <summary>The lists of tasks in the message.</summary>
    public List<TaskList> Lists { get; } = [];

    public static UpstreamMessage Read(ReadOnlySpan<byte> message) => new UpstreamMessageReader().Read(message);
}
