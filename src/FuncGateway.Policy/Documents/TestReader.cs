using System.Text.Json;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads the operand of an operator.</summary>
internal sealed class TestReader(Findings findings)
{
    public const string Operators = "one of eq, neq, in, not_in, lt, lte, gt, gte, regex, contains, exists";

    public static bool IsOperator(string op) =>
        op is "eq" or "neq" or "in" or "not_in" or "lt" or "lte" or "gt" or "gte" or "regex" or "contains" or "exists";

    /// <summary>Returns null if the operand has the wrong type.</summary>
    public ArgumentTest? Read(string op, Node value) => op switch
    {
        "eq" => new EqualTest([ReadOperand(value)], wanted: true),
        "neq" => new EqualTest([ReadOperand(value)], wanted: false),
        "in" => ReadMembership(value, wanted: true),
        "not_in" => ReadMembership(value, wanted: false),
        "lt" => ReadOrder(value, less: true, orEqual: false),
        "lte" => ReadOrder(value, less: true, orEqual: true),
        "gt" => ReadOrder(value, less: false, orEqual: false),
        "gte" => ReadOrder(value, less: false, orEqual: true),
        "regex" => ReadRegex(value),
        "contains" => new ContainsTest(ReadOperand(value)),
        _ => ReadExists(value),
    };

    private EqualTest? ReadMembership(Node value, bool wanted)
    {
        if (!value.IsList)
        {
            findings.Refuse(value, "a list");
            return null;
        }

        return new EqualTest(value.Children.ConvertAll(ReadOperand), wanted);
    }

    private OrderTest? ReadOrder(Node value, bool less, bool orEqual)
    {
        if (!value.IsNumber)
        {
            findings.Refuse(value, "a number");
            return null;
        }

        return new OrderTest(value.Number, less, orEqual);
    }

    private RegexTest? ReadRegex(Node value)
    {
        if (!value.IsString)
        {
            findings.Refuse(value, "a regular expression in a string");
            return null;
        }

        return findings.Regexes.Read(value) is { } regex ? new RegexTest(regex, value.Text) : null;
    }

    private ExistsTest? ReadExists(Node value)
    {
        if (value.Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            findings.Refuse(value, "true or false");
            return null;
        }

        return new ExistsTest(value.Kind == JsonTokenType.True);
    }

    private JsonOperand ReadOperand(Node node) => node.Kind switch
    {
        JsonTokenType.String => JsonOperand.OfText(node.Text),
        JsonTokenType.Number => JsonOperand.OfNumber(node.Number),
        JsonTokenType.StartArray => JsonOperand.OfList(node.Children.ConvertAll(ReadOperand)),
        JsonTokenType.StartObject => JsonOperand.OfObject(node.Members.ToDictionary(member => member.Name ?? "", ReadOperand, StringComparer.Ordinal)),
        var kind => JsonOperand.OfKind(kind),
    };
}
