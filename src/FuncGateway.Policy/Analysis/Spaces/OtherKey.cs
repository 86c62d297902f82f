using System.Text;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>Finds a key that no operand has, for members that make an object different from every operand.</summary>
internal static class OtherKey
{
    public static string Of(IEnumerable<Atom> atoms)
    {
        var known = atoms.OfType<Atom.OfCondition>().SelectMany(atom => OperandsOf(atom.Condition.Test)).SelectMany(KeysOf).ToHashSet(StringComparer.Ordinal);
        var key = "";
        while (known.Contains(key))
        {
            key += "x";
        }

        return key;
    }

    private static IEnumerable<JsonOperand> OperandsOf(ArgumentTest test) => test switch
    {
        EqualTest equal => equal.Operands,
        ContainsTest contains => [contains.Operand],
        _ => [],
    };

    private static IEnumerable<string> KeysOf(JsonOperand operand) =>
        operand.Members.Keys.Select(Encoding.UTF8.GetString).Concat(operand.Members.Values.Concat(operand.Items).SelectMany(KeysOf));
}
