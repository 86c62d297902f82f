using System.Collections.Immutable;
using System.Text;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>What people have accepted and set about the tools of a server. It is kept from one scan to the next.</summary>
/// <param name="Accepted">The fingerprint of each accepted definition, by the name of the tool. Kept after a tool is removed: it may come back as another one.</param>
public sealed record ServerInventory(ServerId Server, ImmutableDictionary<string, string> Accepted)
{
    /// <summary>Maximum number of tools that can be accepted or classified by people, so that all of it fits in a row.</summary>
    public const int MaxTools = 2_000;

    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(1);

    // Of the accepted and the new names together, in UTF-8. A server could have names of any length.
    private const int MaxNameBytes = 128 * 1_024;

    /// <summary>Whether it fits in a row.</summary>
    public bool Fits => Accepted.Count <= MaxTools && Classes.Count <= MaxTools && Bytes(Accepted.Keys) + Bytes(Classes.Keys) <= 2 * MaxNameBytes;

    /// <summary>The tools that were found after the first scan and that nobody has accepted, each with the definition that was found first.</summary>
    public ImmutableDictionary<string, FoundDefinition> New { get; init; } = ImmutableDictionary<string, FoundDefinition>.Empty;

    /// <summary>The tools whose definition differs from the known one, until they are accepted or a scan finds the known one again.</summary>
    public ImmutableDictionary<string, FoundDefinition> Changed { get; init; } = ImmutableDictionary<string, FoundDefinition>.Empty;

    /// <summary>The classes that people have set.</summary>
    public ImmutableDictionary<string, ClassOverride> Classes { get; init; } = ImmutableDictionary<string, ClassOverride>.Empty;

    /// <summary>The inventory of a server that was scanned for the first time: everything it has is accepted, as far as it fits.</summary>
    public static ServerInventory Of(Snapshot first)
    {
        var room = new NameRoom(MaxTools, MaxNameBytes);
        return new(first.Server, first.Fingerprints.TakeWhile(each => room.TryTake(each.Key)).ToImmutableDictionary(StringComparer.Ordinal));
    }

    /// <summary>The fingerprint of the definition that is known of a tool: the accepted one, or else the one that was found first. Null for a tool that is not known.</summary>
    public string? Known(string tool) => Accepted.GetValueOrDefault(tool) ?? New.GetValueOrDefault(tool)?.Fingerprint;

    /// <summary>How many tools can become known without a person.</summary>
    public NameRoom Room() => new(MaxTools - Accepted.Count - New.Count, MaxNameBytes - Bytes(Accepted.Keys) - Bytes(New.Keys));

    /// <summary>The inventory after a scan. A tool that the scan did not find stays as it is.</summary>
    /// <param name="begun">When the scan began. A change that was found since then stays: the server may have answered the scan before.</param>
    public ServerInventory After(Snapshot scan, DateTimeOffset begun)
    {
        var (added, changed, room) = (New.ToBuilder(), Changed.ToBuilder(), Room());
        foreach (var (tool, found) in scan.Fingerprints)
        {
            switch (Known(tool))
            {
                case null:
                    if (room.TryTake(tool))
                    {
                        added[tool] = new FoundDefinition(found, scan.At);
                    }

                    break;
                case var known when known == found:
                    if (changed.GetValueOrDefault(tool)?.At < begun)
                    {
                        changed.Remove(tool);
                    }

                    break;
                default:
                    changed[tool] = changed.GetValueOrDefault(tool)?.Fingerprint == found ? changed[tool] : new FoundDefinition(found, scan.At);
                    break;
            }
        }

        return this with { New = added.ToImmutable(), Changed = changed.ToImmutable() };
    }

    /// <summary>
    /// The inventory after definitions were found in lists on their way to clients. A definition changes nothing if it is known already, if there is no room for
    /// another tool, or if another change of the tool was found less than a minute ago: a definition can differ in every list.
    /// </summary>
    /// <param name="found">The fingerprints, by the name of the tool.</param>
    public ServerInventory AfterFinding(IReadOnlyDictionary<string, string> found, DateTimeOffset now)
    {
        var (added, changed, room) = (New.ToBuilder(), Changed.ToBuilder(), Room());
        foreach (var (tool, fingerprint) in found)
        {
            if (Known(tool) is not { } known)
            {
                if (room.TryTake(tool))
                {
                    added[tool] = new FoundDefinition(fingerprint, now);
                }
            }
            else if (known != fingerprint && !(changed.GetValueOrDefault(tool) is { } before && (before.Fingerprint == fingerprint || now - before.At < MinAge)))
            {
                changed[tool] = new FoundDefinition(fingerprint, now);
            }
        }

        return this with { New = added.ToImmutable(), Changed = changed.ToImmutable() };
    }

    /// <summary>The inventory after a person has accepted a definition.</summary>
    public ServerInventory AfterAccepting(string tool, string fingerprint) =>
        this with { Accepted = Accepted.SetItem(tool, fingerprint), New = New.Remove(tool), Changed = Changed.Remove(tool) };

    /// <param name="change">Null: the class is again the one that the classifier finds.</param>
    public ServerInventory AfterClassifying(string tool, ClassOverride? change) =>
        this with { Classes = change is null ? Classes.Remove(tool) : Classes.SetItem(tool, change) };

    private static int Bytes(IEnumerable<string> names) => names.Sum(Encoding.UTF8.GetByteCount);
}

/// <summary>A definition that nobody has accepted.</summary>
/// <param name="At">When it was first found.</param>
public sealed record FoundDefinition(string Fingerprint, DateTimeOffset At);

/// <summary>The class that a person has set for a tool.</summary>
public sealed record ClassOverride(ToolClass Class, string By, DateTimeOffset At);
