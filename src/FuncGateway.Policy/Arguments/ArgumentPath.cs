using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Policies.Arguments;

/// <summary>A parsed path into the arguments of a call.</summary>
internal sealed record ArgumentPath(string Text, IReadOnlyList<PathStep> Steps)
{
    /// <summary>The accepted syntax, for problem messages.</summary>
    public const string Accepted =
        "a path such as args.amount, args.customer.id, args.items[0].price, args.items[*].price or args[\"key.with.dots\"], at most 64 steps";

    /// <summary>Maximum number of steps. Arguments are never nested deeper, so a longer path could never match.</summary>
    public const int MaxSteps = 64;

    /// <summary>The maximum number of values at one path of a call. With more, conditions on it are not evaluable.</summary>
    public const int MaxValues = 10_000;

    public const string MaxValuesText = "10,000";

    /// <summary>What <c>[*]</c> and an index accept, for messages.</summary>
    public const string AcceptedList = "a list of at most " + MaxValuesText + " values";

    private const string Root = "args";
    private const int MaxIndexDigits = 9;

    public bool HasEachElement => Steps.Any(step => step is PathStep.EachElement);

    public static bool TryParse(string text, [NotNullWhen(true)] out ArgumentPath? path)
    {
        path = null;
        if (!text.StartsWith(Root, StringComparison.Ordinal))
        {
            return false;
        }

        var steps = new List<PathStep>();
        for (var at = Root.Length; at < text.Length;)
        {
            if (steps.Count == MaxSteps || !TryReadStep(text, ref at, out var step))
            {
                return false;
            }

            steps.Add(step);
        }

        // The arguments are an object, so the first step is a key.
        path = steps is [PathStep.Key, ..] ? new ArgumentPath(text, steps) : null;
        return path is not null;
    }

    private static bool TryReadStep(string text, ref int at, [NotNullWhen(true)] out PathStep? step)
    {
        step = text[at] switch
        {
            '.' => ReadKey(text, ref at),
            '[' when text.AsSpan(at).StartsWith("[\"") => ReadQuotedKey(text, ref at),
            '[' => ReadElement(text, ref at),
            _ => null,
        };
        return step is not null;
    }

    private static PathStep.Key? ReadKey(string text, ref int at)
    {
        var rest = text.AsSpan(at + 1);
        var length = rest.IndexOfAny(".[]\"");
        var key = length < 0 ? rest : rest[..length];
        at += key.Length + 1;
        return key.IsEmpty || ContainsControl(key) ? null : new PathStep.Key(key.ToString());
    }

    // Only quotes and backslashes are escaped, with a backslash, because the path is itself inside a JSON string.
    private static PathStep.Key? ReadQuotedKey(string text, ref int at)
    {
        var key = new System.Text.StringBuilder();
        for (var i = at + 2; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                at = i + 2;
                return i + 1 < text.Length && text[i + 1] == ']' ? new PathStep.Key(key.ToString()) : null;
            }

            if (text[i] == '\\' && (++i == text.Length || text[i] is not ('"' or '\\')))
            {
                return null;
            }

            key.Append(text[i]);
        }

        return null;
    }

    private static PathStep? ReadElement(string text, ref int at)
    {
        var rest = text.AsSpan(at + 1);
        var end = rest.IndexOf(']');
        if (end is < 1 or > MaxIndexDigits)
        {
            return null;
        }

        var index = rest[..end];
        at += end + 2;
        return index is "*" ? new PathStep.EachElement()
            : index.ContainsAnyExceptInRange('0', '9') ? null
            : new PathStep.Element(int.Parse(index, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool ContainsControl(ReadOnlySpan<char> key)
    {
        foreach (var character in key)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One step of a path into the arguments.</summary>
internal abstract record PathStep
{
    private PathStep()
    {
    }

    public sealed record Key(string Name) : PathStep;

    public sealed record Element(int Index) : PathStep;

    public sealed record EachElement : PathStep;
}

/// <summary>The path from which the amount of a call is read.</summary>
internal sealed record ArgumentSource(ArgumentPath Path, int Slot);
