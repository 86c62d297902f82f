using System.Text.Json;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// The <c>ui://</c> resources that tools named in the lists that each grant has received from this process. They may be read as long as such a tool may be
/// called. What is not remembered is decided by the policy alone, so forgetting refuses.
/// </summary>
public sealed class UiResources
{
    public const string Scheme = "ui://";

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, HashSet<Named>> _seen = [];
    private readonly Queue<Key> _oldest = [];

    /// <summary>Number of grants that are remembered. The one that was first seen longest ago makes room.</summary>
    internal static int MaxGrants => 1_000;

    /// <summary>Number of resources that are remembered for each grant. Further ones are not.</summary>
    internal static int MaxResources => 256;

    /// <summary>Remembers the resources that the tools of a list name. Any other message has none.</summary>
    internal void Remember(Caller caller, ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("ui://"u8) < 0)
        {
            return;
        }

        var found = Find(message.ToArray());
        if (found.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            var seen = Of(Key.Of(caller));
            foreach (var named in found.TakeWhile(_ => seen.Count < MaxResources))
            {
                seen.Add(named);
            }
        }
    }

    /// <summary>Whether a tool that the caller may call under its policy names the resource.</summary>
    internal bool IsNamed(Caller caller, string uri)
    {
        if (caller.Policy is not { Policy: var policy } || !uri.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        lock (_gate)
        {
            return _seen.TryGetValue(Key.Of(caller), out var seen) && seen.Any(named => named.Uri == uri && policy.MayCall(named.Tool));
        }
    }

    private HashSet<Named> Of(Key key)
    {
        if (!_seen.TryGetValue(key, out var seen))
        {
            if (_seen.Count >= MaxGrants)
            {
                _seen.Remove(_oldest.Dequeue());
            }

            _seen[key] = seen = [];
            _oldest.Enqueue(key);
        }

        return seen;
    }

    private static List<Named> Find(ReadOnlyMemory<byte> message)
    {
        var found = new List<Named>();
        try
        {
            using var document = JsonDocument.Parse(message);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
                && result.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array)
            {
                foreach (var tool in tools.EnumerateArray())
                {
                    Add(tool, found);
                }
            }
        }
        catch (JsonException)
        {
            // What cannot be read names nothing.
        }

        return found;
    }

    private static void Add(JsonElement tool, List<Named> found)
    {
        if (Text(tool, "name") is not { } name || !tool.TryGetProperty("_meta", out var meta) || meta.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        // The first is the current form, the second an older one.
        foreach (var uri in new[] { meta.TryGetProperty("ui", out var ui) ? Text(ui, "resourceUri") : null, Text(meta, "ui/resourceUri") })
        {
            if (uri is not null && uri.StartsWith(Scheme, StringComparison.Ordinal))
            {
                found.Add(new Named(uri, name));
            }
        }
    }

    private static string? Text(JsonElement owner, string member) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private readonly record struct Named(string Uri, string Tool);

    private readonly record struct Key(GrantId Grant, ServerId Server, Uri Upstream)
    {
        public static Key Of(Caller caller) => new(caller.Grant.Id, caller.Server.Id, caller.Server.UpstreamUrl);
    }
}
