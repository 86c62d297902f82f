using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace FuncGateway.Policies.Rules;

/// <summary>Compiles the pattern of a policy so that <c>$</c> matches only at the end of the text.</summary>
internal static class RegexPattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // Matching is linear in the length of the text, but a pattern such as \w{9999} makes each character expensive. A call with a long text
    // is then denied as not evaluable instead of using a processor for minutes.
    private static readonly TimeSpan MaxMatchTime = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> OptionLetters = SearchValues.Create("imnsxIMNSX+-");

    public static bool TryCompile(string pattern, [NotNullWhen(true)] out Regex? regex, out string fault)
    {
        regex = null;
        if (!TryRewrite(pattern, out var rewritten, out fault))
        {
            return false;
        }

        try
        {
            regex = new Regex(rewritten, Options, MaxMatchTime);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InsufficientExecutionStackException)
        {
            // The exception's own message quotes the rewritten pattern, so only the error and its offset are used.
            fault = e is RegexParseException parse ? $"{parse.Error} at character {parse.Offset + 1}" : "a construct that needs backtracking, or too many states";
            return false;
        }
    }

    /// <summary>Replaces each <c>$</c> that is an anchor. Constructs that would make it uncertain which ones are anchors are refused.</summary>
    internal static bool TryRewrite(string pattern, out string rewritten, out string fault)
    {
        var result = new StringBuilder(pattern.Length);
        rewritten = fault = "";
        for (var at = 0; at < pattern.Length;)
        {
            var length = pattern[at] switch
            {
                '\\' => EscapeLength(pattern, at),
                '[' => ClassLength(pattern, at, ref fault),
                '(' => GroupLength(pattern, at, ref fault),
                _ => 1,
            };
            if (fault.Length > 0)
            {
                return false;
            }

            result.Append(pattern[at] == '$' ? @"\z" : pattern.Substring(at, length));
            at += length;
        }

        rewritten = result.ToString();
        return true;
    }

    // "\c[" is a single control character; its bracket does not open a class.
    private static int EscapeLength(string pattern, int at) =>
        Math.Min(pattern.Length - at, at + 1 < pattern.Length && pattern[at + 1] == 'c' ? 3 : 2);

    private static int ClassLength(string pattern, int start, ref string fault)
    {
        var at = start + 1;
        at += at < pattern.Length && pattern[at] == '^' ? 1 : 0;
        for (var first = at; at < pattern.Length;)
        {
            switch (pattern[at])
            {
                // A closing bracket in first position is literal.
                case ']' when at > first:
                    return at + 1 - start;
                case '\\':
                    at += EscapeLength(pattern, at);
                    break;
                case '[' when at + 1 < pattern.Length && pattern[at + 1] == ':':
                    // .NET reads [:alpha:] and silently ignores it.
                    fault = @"a POSIX class such as [:alpha:], which .NET does not have; use \p{L}";
                    return 1;
                case '[' when at > first && pattern[at - 1] == '-':
                    at += ClassLength(pattern, at, ref fault);
                    break;
                default:
                    at++;
                    break;
            }
        }

        return pattern.Length - start;
    }

    private static int GroupLength(string pattern, int at, ref string fault)
    {
        var rest = pattern.AsSpan(at);
        if (rest.StartsWith("(?#"))
        {
            var end = rest.IndexOf(')');
            return end < 0 ? rest.Length : end + 1;
        }

        if (rest.StartsWith("(?"))
        {
            var options = rest[2..];
            var end = options.IndexOfAny(')', ':');
            var letters = end < 0 ? [] : options[..end];
            if (letters.ContainsAny('x', 'X') && !letters.ContainsAnyExcept(OptionLetters))
            {
                fault = "the inline option x, under which comments hide where a pattern ends";
            }
        }

        return 1;
    }
}
