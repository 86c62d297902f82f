using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Puts odd values at random places of JSON, and into JSON that is the text of a value.</summary>
internal sealed partial class OddText(Random random)
{
    /// <summary>Changes one place of the JSON, mostly a value.</summary>
    public string Change(string json)
    {
        var onlyValues = random.Next(8) > 0;
        Match[] tokens = [.. Token().Matches(json).Where(token => !onlyValues || IsValue(json, token))];
        if (tokens.Length == 0)
        {
            return Pick(OddValues.Any);
        }

        var token = Pick(tokens);
        return string.Concat(json.AsSpan(0, token.Index), Other(token.Value), json.AsSpan(token.Index + token.Length));
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static bool IsValue(string json, Match token) => !"[]{},:".Contains(token.Value[0], StringComparison.Ordinal) && json.ElementAtOrDefault(token.Index + token.Length) != ':';

    private string Other(string token) => JsonText.Find(token) is { } inner && random.Next(4) > 0 ? JsonText.Write(Change(inner), escaped: random.Next(2) == 0) : random.Next(12) switch
    {
        0 => Pick(OddValues.Pieces) + token,
        1 => token + Pick(OddValues.Pieces),
        2 => "",
        3 when token[0] is '"' or (>= '0' and <= '9') => token.Insert(random.Next(1, token.Length), Pick(OddValues.Pieces)),
        4 when token[0] is '"' => $"\"{string.Concat(token[1..^1].Select(each => char.IsAsciiLetter(each) ? $"\\u{(int)each:x4}" : $"{each}"))}\"",
        5 or 6 => Pick(OddValues.Any),
        _ => Pick(OddValues.Like(token)),
    };

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null|[\[\]{},:]
        """)]
    private static partial Regex Token();
}
