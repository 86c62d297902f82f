using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Inventory;

/// <summary>Asks an upstream server what it has to offer, as an MCP client.</summary>
public interface IServerScanner
{
    /// <summary>Reads every list of the server to its end, or to the bounds of <see cref="ScanBounds"/>. Does not throw for what the server does.</summary>
    /// <param name="timeout">How long the scan may take as a whole.</param>
    Task<ScanResult> ScanAsync(Server server, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>How much of a server is read.</summary>
public static class ScanBounds
{
    /// <summary>Maximum number of entries that are read of each list.</summary>
    public const int MaxEntries = 2_000;

    /// <summary>Maximum size of everything that the server sends, in bytes.</summary>
    public const int MaxBytes = 8 * 1_024 * 1_024;

    /// <summary>How long a scan may take.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a probe may take, which a person waits for while a server is saved.</summary>
    public static TimeSpan ProbeTimeout { get; } = TimeSpan.FromSeconds(10);
}

/// <summary>The result of asking a server.</summary>
public abstract record ScanResult
{
    private ScanResult() { }

    public sealed record Reached(ScannedServer Server) : ScanResult;

    /// <param name="Why">A sentence that says what was tried and what happened.</param>
    /// <param name="NeedsAuthentication">Whether the server answered that the credential is missing or wrong.</param>
    public sealed record Failed(string Why, bool NeedsAuthentication) : ScanResult;
}

/// <summary>What a server says about itself. The texts are its own, so they are not to be trusted.</summary>
/// <param name="Protocol">The revision of the protocol that was agreed on, such as <c>2025-11-25</c>.</param>
public sealed record ServerFacts(string Protocol, string Name, string Version, string? Instructions);

/// <summary>What a server has to offer.</summary>
/// <param name="Tools">The entries as the server lists them, each a JSON object.</param>
public sealed record ScannedServer(ServerFacts Facts, ScannedList Tools, ScannedList Resources, ScannedList Templates, ScannedList Prompts)
{
    /// <summary>Why lists were not read to their end.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Stops => [.. new[] { Tools, Resources, Templates, Prompts }.Select(list => list.Stopped).OfType<string>()];

    [JsonIgnore]
    public bool IsComplete => Stops.Count == 0;
}

/// <summary>A list of a server, all pages together.</summary>
/// <param name="Stopped">A sentence that says why reading it stopped before its end; null if it was read whole, or the server does not have such a list.</param>
public sealed record ScannedList(IReadOnlyList<JsonElement> Entries, string? Stopped = null)
{
    public static ScannedList Empty { get; } = new([]);
}
