using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>A place in the arguments that the atoms of several rules end at or pass through.</summary>
internal sealed class Place
{
    private const int MaxIndex = 7;

    private readonly Dictionary<string, Place> _keys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, Place> _elements = [];

    /// <summary>The atoms whose path ends here.</summary>
    public List<Atom> Atoms { get; } = [];

    public IReadOnlyDictionary<string, Place> Keys => _keys;

    public IReadOnlyDictionary<int, Place> Elements => _elements;

    public Place? EachElement { get; private set; }

    public bool HasElements => EachElement is not null || _elements.Count > 0;

    public bool IsLeaf => _keys.Count == 0 && !HasElements;

    /// <summary>The atoms whose path ends here or below.</summary>
    public IEnumerable<Atom> AllAtoms => Atoms.Concat(Children.SelectMany(each => each.AllAtoms));

    private IEnumerable<Place> Children => _keys.Values.Concat(_elements.Values).Concat(EachElement is { } each ? [each] : []);

    public void Add(Atom atom)
    {
        var place = this;
        foreach (var step in atom.Path.Steps)
        {
            place = step switch
            {
                PathStep.Key key => place.Below(key.Name),
                PathStep.Element element => place.Below(element.Index),
                _ => place.EachElement ??= new Place(),
            };
        }

        place.Atoms.Add(atom);
    }

    /// <summary>Why the calls cannot be divided at this place or below, to follow "because"; null if they can be.</summary>
    public string? FindObstacle()
    {
        if (_keys.Keys.Select(KeyFolding.Fold).Distinct(StringComparer.Ordinal).Count() < _keys.Count)
        {
            return "two paths have keys that differ only in case, white space or invisible characters";
        }

        if (_keys.Keys.Any(key => KeyFolding.Fold(key) == "__proto__"))
        {
            return "a path has the key __proto__";
        }

        if (EachElement is not null && _elements.Count > 0)
        {
            return "one path has [*] where another has an index";
        }

        if (_elements.Count > 0 && _elements.Keys.Max() > MaxIndex)
        {
            return $"a path has an index above {MaxIndex}";
        }

        if (EachElement is { } each && each.AllAtoms.Any(atom => atom.Path.Steps.Count(step => step is PathStep.EachElement) > 1))
        {
            return "a list inside another one is judged";
        }

        if (HasElements && Atoms.Exists(JudgesElements))
        {
            return "a list is judged as a whole and by its elements";
        }

        return Children.Select(child => child.FindObstacle()).FirstOrDefault(obstacle => obstacle is not null);
    }

    private static bool JudgesElements(Atom atom) => atom is Atom.OfCondition { Condition.Test: var test } && test switch
    {
        Rules.ContainsTest => true,
        Rules.EqualTest equal => equal.Operands.Any(operand => operand.Kind == System.Text.Json.JsonTokenType.StartArray),
        _ => false,
    };

    private Place Below(string key)
    {
        if (!_keys.TryGetValue(key, out var place))
        {
            _keys.Add(key, place = new Place());
        }

        return place;
    }

    private Place Below(int index)
    {
        if (!_elements.TryGetValue(index, out var place))
        {
            _elements.Add(index, place = new Place());
        }

        return place;
    }
}
