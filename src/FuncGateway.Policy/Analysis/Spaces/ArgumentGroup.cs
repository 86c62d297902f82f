using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>
/// One member of the arguments with every condition on it and on what is below it. Groups are independent of each other: whatever one member is, the others
/// can be anything.
/// </summary>
internal sealed class ArgumentGroup
{
    private readonly Dictionary<Atom, int> _atoms;
    private readonly Outcome[][] _outcomes;
    private readonly Outcome[] _ofTexts;
    private readonly bool _prefersTexts;
    private readonly (string Before, string After) _around;
    private readonly TextSets _sets;

    private ArgumentGroup(string key, Place place, TextSets sets)
    {
        Key = key;
        var siblings = new Dictionary<string, Place>(StringComparer.Ordinal) { [key] = place };
        var atoms = place.AllAtoms.ToArray();
        var otherMember = $"{OperandText.Quote(OtherKey.Of(atoms))}:[]";
        var samples = new PlaceSamples(sets, otherMember);
        var (leaf, around) = FindOnlyLeaf(key, place);
        var own = leaf is null ? null : new ValueSamples(leaf.Atoms, otherMember);
        _sets = sets;
        _around = around;
        _atoms = atoms.Select((atom, index) => (atom, index)).ToDictionary(each => each.atom, each => each.index);
        Members = samples.Members(key, place, siblings, member => $"{{{member}}}", withTexts: leaf is null);
        Obstacle = samples.Obstacle;
        Texts = own?.Texts;
        _prefersTexts = own?.PrefersTexts ?? false;
        var json = Members.Select(member => Encoding.UTF8.GetBytes($"{{{member}}}")).ToArray();
        sets.Work.Take((long)atoms.Sum(atom => atom.Steps) * json.Length);
        _outcomes = [.. atoms.Select(atom => Array.ConvertAll(json, each => atom.Evaluate(each)))];
        var other = Encoding.UTF8.GetBytes($"{{{MemberOf(OtherText())}}}");
        _ofTexts = [.. atoms.Select(atom => leaf is null ? Outcome.NotEvaluable : atom.Evaluate(other))];
        All = new Region(this, [.. Enumerable.Range(0, Members.Count)], leaf is null ? null : Analysis.Texts.TextSet.All);
    }

    /// <summary>The key of the member.</summary>
    public string Key { get; }

    /// <summary>Why calls cannot be divided by this member, to follow "because"; null if they can be.</summary>
    public string? Obstacle { get; }

    /// <summary>The samples: each is the text of the member, empty if the arguments do not have it.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The texts that conditions compare with, if only one path leads into the member and its texts are divided as needed; otherwise null.</summary>
    public IReadOnlySet<string>? Texts { get; }

    /// <summary>Everything that the member can be.</summary>
    public Region All { get; }

    public bool PrefersTexts => _prefersTexts;

    /// <returns>The group, or the obstacle that keeps the member from being divided.</returns>
    public static (ArgumentGroup? Group, string? Obstacle) Of(string key, Place place, TextSets sets)
    {
        if (place.FindObstacle() is { } obstacle)
        {
            return (null, obstacle);
        }

        if (sets.Work.IsSpent)
        {
            return (null, WorkBudget.Spent);
        }

        var group = new ArgumentGroup(key, place, sets);
        return group.Obstacle is null ? (group, null) : (null, group.Obstacle);
    }

    public Outcome OutcomeOf(Atom atom, int member) => _outcomes[_atoms[atom]][member];

    /// <summary>The outcome for a text that is no operand, of an atom that does not divide these.</summary>
    public Outcome OutcomeOfTexts(Atom atom) => _ofTexts[_atoms[atom]];

    /// <summary>Finds the sample that all conditions judge as they do the arguments; -1 if it is a text that is no operand.</summary>
    /// <param name="arguments">A JSON object.</param>
    public int SampleOf(ReadOnlyMemory<byte> arguments)
    {
        var outcomes = _atoms.OrderBy(each => each.Value).Select(each => each.Key.Evaluate(arguments)).ToArray();
        for (var sample = 0; sample < Members.Count; sample++)
        {
            if (_outcomes.Select(each => each[sample]).SequenceEqual(outcomes))
            {
                return sample;
            }
        }

        return -1;
    }

    public MemberPosition PositionOf(byte[] json, JsonElement arguments) => new(SampleOf(json), OtherTextOf(arguments));

    // The text that the arguments have where the only path of the group leads, if it is no operand; otherwise null.
    private string? OtherTextOf(JsonElement arguments)
    {
        var value = arguments;
        foreach (var step in _atoms.Keys.First().Path.Steps)
        {
            if (Texts is null || step is not PathStep.Key key || value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(key.Name, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !Texts!.Contains(text) ? text : null;
    }

    public string MemberOf(string text) => _around.Before + OperandText.Quote(text) + _around.After;

    /// <summary>Returns the shortest text of a set that is no operand; null if there is none.</summary>
    public string? ShortestOther(Analysis.Texts.TextSet set) => Texts is null ? null : _sets.Shortest(set, Texts);

    // The place below which there is nothing, if every path of the group leads to it, and what is written around its value.
    private static (Place? Leaf, (string Before, string After) Around) FindOnlyLeaf(string key, Place place)
    {
        var (before, after) = ($"{OperandText.Quote(key)}:", "");
        while (place is { Atoms.Count: 0, HasElements: false, Keys.Count: 1 })
        {
            (key, place) = place.Keys.Single();
            (before, after) = ($"{before}{{{OperandText.Quote(key)}:", $"}}{after}");
        }

        return (place.IsLeaf ? place : null, (before, after));
    }

    private string OtherText()
    {
        var text = "x";
        while (Texts?.Contains(text) == true)
        {
            text += "x";
        }

        return text;
    }
}

/// <summary>What the member of a group is in some arguments.</summary>
/// <param name="Sample">The sample that conditions judge alike; -1 if it is a text that is no operand.</param>
/// <param name="OtherText">The text that it is, if it is no operand; otherwise null.</param>
internal readonly record struct MemberPosition(int Sample, string? OtherText);
