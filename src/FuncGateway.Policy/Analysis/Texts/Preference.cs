namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Which characters a text made up for a person should consist of.</summary>
internal static class Preference
{
    /// <summary>Letters and digits, then the rest of printable ASCII.</summary>
    public const string Readable = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:,;=+*#@!?'\"()[]{}<>|&%$~^`\\ ";

    private const int LettersAndDigits = 62;
    private const int OtherCost = 100_000;

    /// <summary>The code units other than surrogates, the preferred ones first.</summary>
    public static IEnumerable<char> Characters =>
        Readable.Concat(Enumerable.Range(0xA1, CharSet.End - 0xA1).Concat(Enumerable.Range(0, 0xA1)).Select(code => (char)code).Where(each => !char.IsSurrogate(each) && !IsReadable(each)));

    /// <summary>Adds up over a text; less is better.</summary>
    public static long CostOf(char one) => Readable.IndexOf(one, StringComparison.Ordinal) switch
    {
        < 0 => OtherCost,
        < LettersAndDigits => 0,
        _ => 1,
    };

    private static bool IsReadable(char one) => one is >= ' ' and <= '~';
}
