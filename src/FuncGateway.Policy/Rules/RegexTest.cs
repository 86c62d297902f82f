using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary><c>regex</c>: matches somewhere in a string.</summary>
internal sealed class RegexTest(Regex regex) : ArgumentTest
{
    private const int ShortText = 256;

    public override string Accepted => "a string that is matched within a second";

    public override Outcome Judge(in ArgumentValue value) =>
        value.Kind == JsonTokenType.String && value.Text is { } text ? Match(text.Span) : Outcome.Unclear;

    private Outcome Match(ReadOnlySpan<byte> text)
    {
        try
        {
            return Say(IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return Outcome.Unclear;
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
