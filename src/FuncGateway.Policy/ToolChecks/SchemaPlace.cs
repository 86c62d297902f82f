using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>What the input schema of a tool says about a path. The set of cases is closed.</summary>
internal abstract record SchemaPlace
{
    private SchemaPlace()
    {
    }

    /// <summary>The schema says nothing about it for certain.</summary>
    public sealed record Unknown : SchemaPlace;

    /// <summary>The schema declares members, and not this one.</summary>
    /// <param name="Path">The path up to the member that is not declared.</param>
    /// <param name="Owner">The path before it.</param>
    /// <param name="Name">The name of the member.</param>
    /// <param name="Declared">Those that are.</param>
    public sealed record Missing(string Path, string Owner, string Name, ObjectSchema Declared) : SchemaPlace;

    /// <param name="Path">The path, or where on the way another kind is needed to go on.</param>
    /// <param name="Kinds">What the schema permits there.</param>
    /// <param name="Needed">What the rest of the path needs there; any kind at its end.</param>
    public sealed record Found(string Path, SchemaKinds Kinds, SchemaKinds Needed) : SchemaPlace;

    public static SchemaPlace Of(ToolDefinition tool, ArgumentPath path, WorkBudget work)
    {
        if (tool.InputSchema is not { } root)
        {
            return new Unknown();
        }

        var reading = new SchemaReading(root, work);
        IReadOnlyCollection<JsonElement> at = [root];
        for (var i = 0; i < path.Steps.Count; i++)
        {
            var needed = path.Steps[i] is PathStep.Key ? SchemaKinds.Object : SchemaKinds.List;
            var kinds = i == 0 ? needed : reading.KindsOf(at);
            if ((kinds & needed) == 0)
            {
                return new Found(TextOf(path, i), kinds, needed);
            }

            var (next, missing) = Step(reading, at, path, i);
            if (next is null)
            {
                return missing ?? new Unknown();
            }

            at = next;
        }

        return new Found(path.Text, reading.KindsOf(at), SchemaKinds.Any);
    }

    private static (IReadOnlyCollection<JsonElement>? Next, SchemaPlace? Missing) Step(SchemaReading reading, IReadOnlyCollection<JsonElement> at, ArgumentPath path, int step)
    {
        if (path.Steps[step] is not PathStep.Key { Name: var name })
        {
            return (reading.ElementsOf(at, (path.Steps[step] as PathStep.Element)?.Index), null);
        }

        var members = reading.ObjectOf(at);
        return members.Find(name) is { } found ? (found, null)
            : members.DeclaresAll ? (null, new Missing(TextOf(path, step + 1), TextOf(path, step), name, members))
            : (null, null);
    }

    private static string TextOf(ArgumentPath path, int steps) => path.Steps.Take(steps).Aggregate("args", (text, step) => step switch
    {
        PathStep.Key key => text + Member(key.Name),
        PathStep.Element element => FormattableString.Invariant($"{text}[{element.Index}]"),
        _ => text + "[*]",
    });

    /// <summary>A key as it is written in a path.</summary>
    public static string Member(string name) => name.AsSpan().IndexOfAny(".[]\"\\") < 0 && name.Length > 0
        ? "." + name
        : $"[\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
}
