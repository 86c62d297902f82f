using System.Text.Json;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>The values of one place, without what is below it, that stand for all values, as JSON.</summary>
internal sealed class ValueSamples
{
    // Lists are made of every selection of the elements that conditions look for.
    private const int MaxSelected = 6;

    private const string HalfSurrogate = "\"\\ud800\"";

    private readonly IReadOnlyList<Atom> _atoms;

    // Equal to no operand, and to no element of one.
    private readonly string _otherElement;
    private readonly List<JsonOperand> _operands = [];
    private readonly List<JsonOperand> _elements = [];

    /// <param name="otherMember">A member that is in no operand.</param>
    public ValueSamples(IReadOnlyList<Atom> atoms, string otherMember)
    {
        _atoms = atoms;
        _otherElement = $"{{{otherMember}}}";
        foreach (var test in atoms.OfType<Atom.OfCondition>().Select(atom => atom.Condition.Test))
        {
            switch (test)
            {
                case EqualTest equal:
                    _operands.AddRange(equal.Operands);
                    break;
                case ContainsTest contains:
                    _elements.Add(contains.Operand);
                    break;
                default:
                    break;
            }
        }

        Texts = _operands.Where(operand => operand.Kind == JsonTokenType.String).Select(OperandText.TextOf).ToHashSet(StringComparer.Ordinal);
        Obstacle = FindObstacle();
    }

    /// <summary>Why there are no samples, to follow "because"; null if there are.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>The texts that conditions compare the whole value with.</summary>
    public IReadOnlySet<string> Texts { get; }

    /// <summary>Whether conditions are more about texts than about numbers.</summary>
    public bool PrefersTexts => Texts.Count > 0 || _atoms.Any(TextSets.Divides);

    /// <summary>Numbers, the texts of operands, <c>true</c>, <c>false</c> and <c>null</c>, and a string that is not valid Unicode.</summary>
    public IEnumerable<string> Scalars => (PrefersTexts ? [.. Texts.Select(OperandText.Quote), .. Numbers()] : Numbers().Concat(Texts.Select(OperandText.Quote)))
        .Concat(["true", "false", "null", HalfSurrogate]);

    public IEnumerable<string> Objects => ((string[])["{}", _otherElement]).Concat(Composite(JsonTokenType.StartObject));

    public IEnumerable<string> Lists => Selections().SelectMany(list => new[] { $"[{string.Join(",", list)}]", $"[{string.Join(",", list.Append(_otherElement))}]" })
        .Concat(Composite(JsonTokenType.StartArray));

    /// <summary>Texts other than those of operands, one for each way in which conditions can judge them.</summary>
    /// <param name="why">Why they cannot be found, to follow "because".</param>
    public IReadOnlyList<string> OtherTexts(TextSets sets, out string why)
    {
        const int MaxParts = 256;
        var parts = new List<TextSet> { TextSet.All };
        foreach (var atom in _atoms.Where(TextSets.Divides))
        {
            if (!sets.TryFind(atom, out var set, out why))
            {
                return [];
            }

            var divided = parts.SelectMany(part => new[] { sets.And(part, set), sets.And(part, set.Not()) }).ToArray();
            if (divided.Length > MaxParts || Array.Exists(divided, part => part is null))
            {
                why = "its regular expressions divide the texts into too many parts";
                return [];
            }

            parts = [.. divided.OfType<TextSet>().Where(part => !part.IsEmpty)];
        }

        why = "";
        return [.. parts.Select(part => sets.Shortest(part, Texts)).OfType<string>()];
    }

    private string? FindObstacle()
    {
        if (_elements.Count > MaxSelected)
        {
            return $"more than {MaxSelected} conditions look for elements of one list";
        }

        var numbers = _operands.Concat(_elements).Select(OperandText.Of);
        return numbers.Any(text => text is null) || Points().Any(point => point is null) ? $"an operand has more than {BigDecimal.MaxExponent} digits" : null;
    }

    private IEnumerable<BigDecimal?> Points() => _operands.Where(operand => operand.Kind == JsonTokenType.Number).Select(operand => BigDecimal.Of(operand.Number))
        .Concat(_atoms.OfType<Atom.OfCondition>().Select(atom => atom.Condition.Test).OfType<OrderTest>().Select(test => BigDecimal.Of(test.Operand)))
        .Concat(_atoms.OfType<Atom.OfAmount>().Select(atom => (BigDecimal?)BigDecimal.Of(atom.Limit.Max)));

    private IReadOnlyList<string> Numbers() =>
        NumberSamples.Of(Points().OfType<BigDecimal>(), [.. _atoms.OfType<Atom.OfAmount>().Select(atom => atom.Limit.AmountDecimals)]);

    private IEnumerable<string> Composite(JsonTokenType kind) => _operands.Concat(_elements).Where(operand => operand.Kind == kind)
        .SelectMany(operand => new[] { OperandText.Of(operand), OperandText.WithSameDouble(operand) })
        .OfType<string>();

    // Each wanted element is in the list, or not, or only as another number of the same double.
    private IEnumerable<string>[] Selections()
    {
        IEnumerable<IEnumerable<string>> selections = [[]];
        foreach (var element in _elements)
        {
            string?[] forms = [null, OperandText.Of(element), OperandText.WithSameDouble(element)];
            selections = selections.SelectMany(list => forms.Where((form, at) => at == 0 || form is not null).Select(form => form is null ? list : list.Append(form)));
        }

        return [.. selections];
    }
}
