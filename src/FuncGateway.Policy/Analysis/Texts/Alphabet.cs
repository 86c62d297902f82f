namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>A partition of the UTF-16 code units into classes that an automaton need not tell apart, numbered from zero.</summary>
internal sealed class Alphabet
{
    // Each interval reaches from its start to before the start of the next one.
    private readonly int[] _starts;
    private readonly int[] _classes;

    private Alphabet(int[] starts, int[] classes, int count)
    {
        _starts = starts;
        _classes = classes;
        Count = count;
    }

    public int Count { get; }

    /// <summary>The intervals in ascending order: first code unit, last code unit, class.</summary>
    public IEnumerable<(char First, char Last, int Class)> Intervals =>
        _starts.Select((start, at) => ((char)start, (char)((at + 1 < _starts.Length ? _starts[at + 1] : CharSet.End) - 1), _classes[at]));

    /// <summary>The coarsest partition in which every class lies inside or outside of each set.</summary>
    public static Alphabet Of(IReadOnlyList<CharSet> sets)
    {
        var starts = StartsOf(sets);
        var classes = new int[starts.Length];
        var count = 1;
        foreach (var set in sets)
        {
            // Two numbers for each class so far: for what of it is outside the set, and inside. Zero if not given yet.
            var refined = new int[count * 2];
            count = 0;
            for (int at = 0, edge = 0; at < starts.Length; at++)
            {
                edge += edge < set.Edges.Length && set.Edges[edge] == starts[at] ? 1 : 0;
                ref var number = ref refined[(classes[at] * 2) + (edge & 1)];
                number = number == 0 ? ++count : number;
                classes[at] = number - 1;
            }
        }

        return new Alphabet(starts, classes, count);
    }

    public int ClassOf(char one)
    {
        var at = Array.BinarySearch(_starts, one);
        return _classes[at < 0 ? ~at - 1 : at];
    }

    /// <summary>The partition that refines both, and for each of its classes the one of either in which it lies.</summary>
    public static (Alphabet Alphabet, IReadOnlyList<(int First, int Second)> Origins) Refine(Alphabet first, Alphabet second)
    {
        var starts = Distinct([.. first._starts, .. second._starts]);
        var classes = new int[starts.Length];
        var numbers = new Dictionary<(int, int), int>();
        var origins = new List<(int First, int Second)>();
        for (int at = 0, one = 0, other = 0; at < starts.Length; at++)
        {
            one += one + 1 < first._starts.Length && first._starts[one + 1] == starts[at] ? 1 : 0;
            other += other + 1 < second._starts.Length && second._starts[other + 1] == starts[at] ? 1 : 0;
            var origin = (first._classes[one], second._classes[other]);
            if (!numbers.TryGetValue(origin, out classes[at]))
            {
                classes[at] = origins.Count;
                numbers.Add(origin, classes[at]);
                origins.Add(origin);
            }
        }

        return (new Alphabet(starts, classes, origins.Count), origins);
    }

    /// <summary>Gives each class a new number; classes with the same one become one class.</summary>
    public Alphabet Renumber(int[] numbers, int count)
    {
        var starts = new List<int>();
        var classes = new List<int>();
        for (var at = 0; at < _starts.Length; at++)
        {
            var number = numbers[_classes[at]];
            if (classes.Count == 0 || classes[^1] != number)
            {
                starts.Add(_starts[at]);
                classes.Add(number);
            }
        }

        return new Alphabet([.. starts], [.. classes], count);
    }

    private static int[] StartsOf(IReadOnlyList<CharSet> sets)
    {
        var starts = new List<int> { 0 };
        foreach (var set in sets)
        {
            starts.AddRange(set.Edges);
        }

        return Distinct(starts);
    }

    private static int[] Distinct(List<int> starts)
    {
        starts.Sort();
        return [.. starts.Where((start, at) => at == 0 || start != starts[at - 1])];
    }
}
