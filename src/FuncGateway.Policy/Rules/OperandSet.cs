using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Rules;

/// <summary>The operands of one condition. A value is looked up in a long list of texts and numbers, so that its length does not count for each call.</summary>
internal sealed class OperandSet
{
    // Up to this many operands are compared one by one: a number need not be converted to a double then.
    private const int ComparedOneByOne = 8;

    private readonly JsonOperand[] _comparedOneByOne;
    private readonly HashSet<byte[]>? _texts;

    // By the double that a server may read.
    private readonly Dictionary<double, JsonOperand[]>? _numbers;

    public OperandSet(IReadOnlyList<JsonOperand> operands)
    {
        _comparedOneByOne = [.. operands];
        if (operands.Count > ComparedOneByOne)
        {
            _comparedOneByOne = [.. operands.Where(operand => operand.Kind is not (JsonTokenType.String or JsonTokenType.Number))];
            _texts = operands.Select(operand => operand.Text).OfType<byte[]>().ToHashSet(Utf8Comparer.Instance);
            _numbers = operands.Where(operand => operand.Kind == JsonTokenType.Number)
                .GroupBy(operand => operand.Number.ToDouble())
                .ToDictionary(sameDouble => sameDouble.Key, sameDouble => sameDouble.ToArray());
        }
    }

    /// <summary>How the operand that is nearest to the value compares with it.</summary>
    public Likeness Compare(in ArgumentValue value) => (value.Kind, _texts, _numbers) switch
    {
        (JsonTokenType.String, { } texts, _) => value.Text is { } text && texts.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(text.Span) ? Likeness.Equal : Likeness.Different,
        (JsonTokenType.Number, _, { } numbers) => numbers.TryGetValue(value.Number.ToDouble(), out var sameDouble) ? Nearest(sameDouble, value) : Likeness.Different,
        _ => Nearest(_comparedOneByOne, value),
    };

    private static Likeness Nearest(JsonOperand[] operands, in ArgumentValue value)
    {
        var nearest = Likeness.Different;
        foreach (var operand in operands)
        {
            var likeness = operand.Compare(value);
            if (likeness == Likeness.Equal)
            {
                return likeness;
            }

            nearest = likeness == Likeness.SameDouble ? likeness : nearest;
        }

        return nearest;
    }
}
