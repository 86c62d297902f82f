using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Rules;

/// <summary>An operator with its operand.</summary>
internal abstract class ArgumentTest
{
    /// <summary>The types of values it supports, for messages.</summary>
    public abstract string Accepted { get; }

    /// <summary>Whether it holds for a missing value.</summary>
    public virtual bool HoldsForMissing => false;

    /// <summary>Whether the test cannot hold for any value.</summary>
    public virtual bool NeverHolds => false;

    public abstract Outcome Evaluate(in ArgumentValue value);

    /// <summary>What was found in a value that it could not evaluate, for messages. Never the value itself.</summary>
    public virtual string Found(in ArgumentValue value) => value.KindName;

    protected static Outcome ToOutcome(bool holds) => holds ? Outcome.Holds : Outcome.Fails;
}

/// <summary><c>eq</c>, <c>neq</c>, <c>in</c>, <c>not_in</c>: equal to some of the operands, or to none.</summary>
internal sealed class EqualTest(IReadOnlyList<JsonOperand> operands, bool wanted) : ArgumentTest
{
    private readonly OperandSet _operands = new(operands);

    public IReadOnlyList<JsonOperand> Operands => operands;

    /// <summary>Whether it holds for a value that is equal to one of the operands, instead of to none.</summary>
    public bool IsWanted => wanted;

    public override string Accepted => "any value" + SameDouble.Accepted;

    public override bool NeverHolds => wanted && operands.Count == 0;

    public override string Found(in ArgumentValue value) => SameDouble.Found(value);

    public override Outcome Evaluate(in ArgumentValue value) =>
        _operands.Compare(value) switch
        {
            Likeness.Equal => ToOutcome(wanted),
            Likeness.Different => ToOutcome(!wanted),
            _ => Outcome.NotEvaluable,
        };
}

/// <summary><c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c>.</summary>
internal sealed class OrderTest(ExactNumber operand, bool less, bool orEqual) : ArgumentTest
{
    public ExactNumber Operand => operand;

    public override string Accepted => "a number";

    public override Outcome Evaluate(in ArgumentValue value)
    {
        if (value.Kind != JsonTokenType.Number)
        {
            return Outcome.NotEvaluable;
        }

        var order = value.Number.CompareTo(operand);
        return ToOutcome(order == 0 ? orEqual : order < 0 == less);
    }
}

/// <summary><c>contains</c>: a substring of a string, or an element of a list.</summary>
internal sealed class ContainsTest(JsonOperand operand) : ArgumentTest
{
    public JsonOperand Operand => operand;

    public override string Accepted => operand.Text is not null ? "a string or a list" : "a list" + SameDouble.Accepted;

    public override Outcome Evaluate(in ArgumentValue value) => value.Kind switch
    {
        JsonTokenType.String when operand.Text is { } part && value.Text is { } text => ToOutcome(text.Span.IndexOf(part) >= 0),
        JsonTokenType.StartArray => operand.CompareElements(value.Raw) switch
        {
            Likeness.Equal => Outcome.Holds,
            Likeness.Different => Outcome.Fails,
            _ => Outcome.NotEvaluable,
        },
        _ => Outcome.NotEvaluable,
    };

    public override string Found(in ArgumentValue value) => value.Kind == JsonTokenType.StartArray ? SameDouble.Found(value) : value.KindName;
}

/// <summary><c>exists</c>: present and not null, or the opposite.</summary>
internal sealed class ExistsTest(bool wanted) : ArgumentTest
{
    public override string Accepted => "any value";

    public override bool HoldsForMissing => !wanted;

    public override Outcome Evaluate(in ArgumentValue value) => ToOutcome((value.Kind != JsonTokenType.Null) == wanted);
}

/// <summary><c>regex</c>: matches anywhere in a string.</summary>
/// <param name="pattern">The regular expression as the policy writes it.</param>
internal sealed class RegexTest(Regex regex, string pattern) : ArgumentTest
{
    private const int ShortText = 256;

    public string Pattern => pattern;

    public override string Accepted => "a string that is matched within a second";

    public override Outcome Evaluate(in ArgumentValue value) =>
        value.Kind == JsonTokenType.String && value.Text is { } text ? Match(text.Span) : Outcome.NotEvaluable;

    private Outcome Match(ReadOnlySpan<byte> text)
    {
        try
        {
            return ToOutcome(IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return Outcome.NotEvaluable;
        }
    }

    private bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (text.Length <= ShortText)
        {
            return IsMatch(text, stackalloc char[ShortText]);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            return IsMatch(text, rented);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private bool IsMatch(ReadOnlySpan<byte> text, Span<char> buffer) => regex.IsMatch(buffer[..Encoding.UTF8.GetChars(text, buffer)]);
}
