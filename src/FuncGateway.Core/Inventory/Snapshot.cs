using System.Runtime.InteropServices;
using System.Text.Json;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>What a server had to offer at one time. Immutable.</summary>
/// <param name="Number">1, 2, 3 … within a server.</param>
/// <param name="By">Who scanned, as named by the sign-in.</param>
public sealed record Snapshot(ServerId Server, int Number, DateTimeOffset At, string By, ScannedServer Scanned)
{
    /// <summary>Longest name of a tool that can be accepted and classified. A tool with a longer one is listed, and nothing else.</summary>
    public const int MaxNameLength = 256;

    /// <summary>The tools by name, in the order of the list. Of several with one name, the first; none without a usable name.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> NamedTools => Scanned.Tools.Entries
        .Select(tool => KeyValuePair.Create(NameOf(tool) ?? "", tool))
        .Where(named => named.Key.Length > 0)
        .DistinctBy(named => named.Key, StringComparer.Ordinal);

    /// <summary>The fingerprint of each of the <see cref="NamedTools"/>. Computed anew each time.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fingerprints => NamedTools.Select(named => KeyValuePair.Create(named.Key, FingerprintOf(named.Value)));

    public static string FingerprintOf(JsonElement tool) => ToolFingerprint.Of(JsonMarshal.GetRawUtf8Value(tool).ToArray());

    /// <summary>The name of a tool as it is listed; null if it has no usable one.</summary>
    public static string? NameOf(JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 and <= MaxNameLength } text
            ? text
            : null;
}

/// <summary>A snapshot without its lists.</summary>
public sealed record SnapshotSummary(ServerId Server, int Number, DateTimeOffset At, string By, ServerFacts Facts, int Tools, int Resources, int Templates, int Prompts, bool IsComplete)
{
    public static SnapshotSummary Of(Snapshot snapshot) => new(
        snapshot.Server,
        snapshot.Number,
        snapshot.At,
        snapshot.By,
        snapshot.Scanned.Facts,
        snapshot.Scanned.Tools.Entries.Count,
        snapshot.Scanned.Resources.Entries.Count,
        snapshot.Scanned.Templates.Entries.Count,
        snapshot.Scanned.Prompts.Entries.Count,
        snapshot.Scanned.IsComplete);
}
