using System.Text;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

/// <summary>Makes patterns in the dialect that the publisher accepts, and texts that may match them.</summary>
internal sealed class RandomPattern(Random random)
{
    private static readonly string[] Characters =
    [
        "a", "a", "b", "b", "c", "k", "s", "i", "A", "B", "K", "I", "0", "9", "_", "-", " ", "\n", "}", "]", "é", "É", "K", "ſ", "İ", "ı", "ß", "ẞ", "Σ", "ς", "σ",
        "Å", "å", "😀", "😁", "\u200D", "\u0301", "٣", "ǅ", "ǆ", "\u2028", "{", "{,2}", "{a}", "a{", ",", "#",
    ];

    private static readonly string[] Escapes =
    [
        @"\t", @"\r", @"\n", @"\f", @"\v", @"\a", @"\e", @"\x61", @"\x41", @"\u0062", @"\u212A", @"\uD83D", @"\uDE00", @"\cA", @"\cz", @"\0", @"\061", @"\101", @"\.", @"\*",
        @"\\", @"\[", @"\$", @"\^", @"\-", @"\/", @"\#", @"\ ", @"\{", @"\'", @"\<",
    ];

    private static readonly string[] Classes =
    [
        @"\d", @"\D", @"\w", @"\W", @"\s", @"\S", @"\p{L}", @"\P{L}", @"\p{Lu}", @"\P{Lu}", @"\p{Ll}", @"\p{Nd}", @"\p{IsGreek}", @"\P{IsGreek}", @"\p{IsBasicLatin}", @"\p{Cs}", @"\p{Mn}",
    ];

    private static readonly string[] Anchors = ["^", "$", @"\A", @"\z", @"\Z", @"\b", @"\B"];
    private static readonly string[] Quantifiers = ["*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{1,3}", "{2,2}", "{0,0}"];
    private static readonly string[] Options = ["i", "m", "s", "n", "im", "-i", "i-m", "-s", "s-i", "I", "+i", "is-nm"];
    private static readonly string[] Openings = ["(", "(", "(?:", "(?:", "(?<name>", "(?'n'", "(?<7>", "(?i:", "(?-i:", "(?m:", "(?s:", "(?ims:"];

    public string Pattern() => Alternation(3);

    /// <summary>A well-formed text of the characters of the pattern and of those that patterns are made of.</summary>
    public string Text(string pattern)
    {
        var text = new StringBuilder();
        for (var length = random.Next(8); length > 0; length--)
        {
            var one = random.Next(3) == 0 || pattern.Length == 0 ? Pick(Characters) : pattern[random.Next(pattern.Length)].ToString();
            text.Append(one.Length == 1 && char.IsSurrogate(one[0]) ? "😀" : one);
        }

        return text.ToString();
    }

    /// <summary>A text that differs by a character; half a surrogate pair is repaired.</summary>
    public string Mutate(string text)
    {
        var at = random.Next(text.Length + 1);
        var changed = random.Next(7) switch
        {
            0 => text.Insert(at, Pick(Characters)),
            1 when at < text.Length => text.Remove(at, 1),
            2 when at < text.Length => text[..at] + Pick(Characters) + text[(at + 1)..],
            3 => text + "\n",
            4 => text + text,
            5 => text.ToUpperInvariant(),
            _ => text[at..] + text[..at],
        };
        return string.Concat(changed.EnumerateRunes());
    }

    private string Alternation(int depth)
    {
        var branches = Enumerable.Range(0, random.Next(4) == 0 ? random.Next(2, 4) : 1).Select(_ => Sequence(depth));
        return string.Join('|', branches);
    }

    private string Sequence(int depth)
    {
        var sequence = new StringBuilder();
        for (var count = random.Next(5); count > 0; count--)
        {
            sequence.Append(Item(depth));
        }

        return sequence.ToString();
    }

    private string Item(int depth)
    {
        if (random.Next(25) == 0)
        {
            return random.Next(2) == 0 ? "(?#note)" : $"(?{Pick(Options)})";
        }

        var quantifier = random.Next(3) > 0 ? "" : (random.Next(12) == 0 ? "(?#q)" : "") + Pick(Quantifiers) + (random.Next(4) == 0 ? "?" : "");
        return Atom(depth) + quantifier;
    }

    private string Atom(int depth) => random.Next(20) switch
    {
        < 6 => Literal(),
        < 8 => Pick(Escapes),
        < 10 => Pick(Classes),
        < 12 => Class(2),
        < 14 => Pick(Anchors),
        14 => ".",
        _ when depth > 0 => Pick(Openings) + Alternation(depth - 1) + ")",
        _ => Literal(),
    };

    // A brace could become a quantifier together with what follows, and is then accepted or refused by both sides.
    private string Literal() => Pick(Characters);

    private string Class(int depth)
    {
        var content = new StringBuilder(random.Next(3) == 0 ? "[^" : "[");
        content.Append(random.Next(12) == 0 ? "]" : "");
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            content.Append(random.Next(8) switch
            {
                0 => "a-c",
                1 => Pick(["A-Z", "0-9", "à-ÿ", @"\u0391-\u03C9", @"\uD800-\uDBFF", @"\x20-\x7e", "!--", @"+-\-"]),
                2 => Pick(Classes),
                3 => Pick(Escapes),
                4 => Pick(["-", "^", "$", ".", "|", @"\b", @"\]"]),
                _ => Pick(Characters).Replace("]", "x", StringComparison.Ordinal),
            });
        }

        return content + (depth > 0 && random.Next(4) == 0 ? "-" + Class(depth - 1) : "") + "]";
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
