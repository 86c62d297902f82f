using System.Globalization;
using System.Text.RegularExpressions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Compiles the regular expressions of one document, within bounds for each and for all of them. Equal patterns are compiled once.</summary>
internal sealed class RegexReader(ProblemList problems)
{
    public const int MaxRegexes = 500;

    private readonly Dictionary<string, (Regex? Compiled, string Fault)> _known = new(StringComparer.Ordinal);
    private int _count;
    private int _cost;
    private Node? _firstBeyond;

    /// <summary>Returns null if the pattern was refused, and for patterns beyond the bounds, about which <see cref="CheckTotals"/> reports.</summary>
    public Regex? Read(Node pattern)
    {
        _count++;
        if (!_known.TryGetValue(pattern.Text, out var read))
        {
            var fault = FindFault(pattern.Text);
            _cost += fault is null ? RegexCost.Of(pattern.Text) : 0;
            if (_count > MaxRegexes || _cost > RegexCost.MaxTotal)
            {
                _firstBeyond ??= pattern;
                return null;
            }

            read = fault is null ? Compile(pattern.Text) : (null, fault);
            _known.Add(pattern.Text, read);
        }

        if (_count > MaxRegexes)
        {
            _firstBeyond ??= pattern;
        }

        if (read.Compiled is null)
        {
            problems.Add(pattern, read.Fault);
        }

        return read.Compiled;
    }

    /// <summary>Reports if the document has too many regular expressions, or too costly ones. Called when all have been read.</summary>
    public void CheckTotals()
    {
        if (_firstBeyond is not { } node)
        {
            return;
        }

        problems.Add(node, _count > MaxRegexes
            ? string.Create(CultureInfo.InvariantCulture, $"found {_count} regular expressions; accepted: at most {MaxRegexes}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"found regular expressions that are too costly together: the squares of their numbers of different characters, and their lengths, add up to {_cost}; "
                + $"accepted: at most {RegexCost.MaxTotal}"));
    }

    private static string? FindFault(string pattern)
    {
        if (pattern.Length > RegexCost.MaxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"found a regular expression of {pattern.Length} characters; accepted: at most {RegexCost.MaxLength}");
        }

        var sets = RegexCost.CountSets(pattern);
        return sets <= RegexCost.MaxSets ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"found a regular expression with {sets} different characters and Unicode categories; accepted: at most {RegexCost.MaxSets}");
    }

    private static (Regex? Compiled, string Fault) Compile(string pattern) => RegexPattern.TryCompile(pattern, out var regex, out var fault)
        ? (regex, "")
        : (null, $"found a regular expression that does not compile: {fault}; accepted: .NET syntax without look-around, back-references and atomic groups");
}
