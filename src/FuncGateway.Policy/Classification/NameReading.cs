using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>What the name of a tool says.</summary>
/// <param name="Verb">The verb that says what the tool does; null if the name has none.</param>
/// <param name="Reasons">The evidence in the name.</param>
internal sealed record NameReading(Verb? Verb, IReadOnlyList<ClassReason> Reasons)
{
    private const double ClearWeight = 0.9;
    private const double MaybeWeight = 0.55;
    private const double ObjectWeight = 0.92;
    private const double InformationWeight = 0.6;
    private const double MediumWeight = 0.4;
    private const string Where = "name";

    private static readonly WordSet Facts = new(ReadWords.Facts);
    private static readonly WordSet Things = new($"{ReadWords.Facts} {ReadWords.Things} {ReadWords.Actions}");
    private static readonly WordSet TextFormats = new(NounWords.TextFormats);
    private static readonly WordSet Selecting = new(NounWords.Selecting);
    private static readonly WordSet BeforeThings = new($"{ExecuteWords.Devices} {NounWords.BeforeThings}");
    private static readonly WordSet Money = new(MoneyWords.Nouns);
    private static readonly WordSet NotMoney = new(MoneyWords.NotMoney);
    private static readonly WordSet KeptAboutMoney = new(MoneyWords.KeptAboutMoney);
    private static readonly WordSet Additions = new("with from by using and");
    private static readonly WordSet FreeSubscriptions = new(MoneyWords.FreeSubscriptions);
    private static readonly WordSet Deletion = new(DestructiveWords.Nouns);
    private static readonly WordSet Deletions = new(DestructiveWords.Actions);
    private static readonly WordSet Makings = new(WriteWords.Actions);
    private static readonly WordSet Browsers = new(ExecuteWords.Browsers);
    private static readonly WordSet FileVerbs = new(ExecuteWords.FileVerbs);
    private static readonly WordSet Media = new(WriteWords.Media);
    private static readonly WordPair[] MoneyPairs = WordPair.Of(MoneyWords.Pairs);
    private static readonly WordPair[] ControlPairs = WordPair.Of(ExecuteWords.ControlPairs);

    /// <summary>Whether the verb is one that is not used as a noun, so that the description need not be asked.</summary>
    public bool IsClear => Verb is { IsClear: true };

    /// <summary>All words of the name, in lower case.</summary>
    public IReadOnlyList<string> Parts { get; private init; } = [];

    /// <param name="description">What is cancelled, if the name does not say it.</param>
    public static NameReading Of(string name, string? description = null)
    {
        var words = Words.OfName(name);
        if (words.Count == 0)
        {
            return new NameReading(null, []);
        }

        var verb = NameVerb.Find(name, words, description);
        if (NounOf(verb, words) is { } noun)
        {
            return new NameReading(null, [noun]) { Parts = words };
        }

        var reasons = new List<ClassReason>();
        if (verb is not null)
        {
            reasons.Add(new(verb.IsClear ? Signals.NameVerb : Signals.NameWord, verb.Class, verb.IsClear ? ClearWeight : MaybeWeight, Where, verb.Shown));
        }

        if (ObjectOf(verb, words) is var (toolClass, found))
        {
            reasons.Add(new(Signals.NameObject, toolClass, ObjectWeight, Where, found));
        }

        return new NameReading(verb, reasons) { Parts = words };
    }

    // What a name without a verb is about.
    private static ClassReason? NounOf(Verb? verb, List<string> words)
    {
        if (IsInformation(verb, words))
        {
            return new(Signals.NameObject, ToolClass.Read, InformationWeight, Where, words[^1]);
        }

        return verb is not null ? null
            : Deletions.Has(words[^1]) ? new(Signals.NameObject, ToolClass.Destructive, InformationWeight, Where, words[^1])
            : Makings.Has(words[^1]) ? new(Signals.NameObject, ToolClass.Write, InformationWeight, Where, words[^1])
            : Media.FirstIn(words) is { } medium ? new(Signals.NameObject, ToolClass.Write, MediumWeight, Where, medium)
            : words.Count > 1 && Selecting.Has(words[0]) ? new(Signals.NameObject, ToolClass.Read, MediumWeight, Where, words[0])
            : null;
    }

    // drop_stats may drop them, so a word of deleting is not overruled.
    private static bool IsInformation(Verb? verb, List<string> words) => verb switch
    {
        null => Things.Has(words[^1]) || (words.Count > 2 && words[^2] is "to" && TextFormats.Has(words[^1])),
        { IsClear: false, Class: not ToolClass.Destructive } => words.Count > 1 && IsNoun(verb.Word, words[^1]),
        _ => false,
    };

    // payment_status, issue_comments, console_messages, git_log.
    private static bool IsNoun(string verb, string last) =>
        Facts.Has(last) || (verb == last ? last is "log" : BeforeThings.Has(verb) && last.EndsWith('s') && Things.Has(last));

    // A verb that acts gets the class of what it acts on; reading about money or deletion is reading.
    private static (ToolClass Class, string Found)? ObjectOf(Verb? verb, List<string> words)
    {
        if (verb is null || !TakesClassOfObject(verb))
        {
            return null;
        }

        return MoneyObject(verb, words) is { } money ? (ToolClass.Financial, money)
            : Deletion.FirstIn(words) is { } deletion ? (ToolClass.Destructive, deletion)
            : !FileVerbs.Has(verb.Word) && Browsers.FirstIn(words) is { } browser ? (ToolClass.Execute, browser)
            : WordPair.ObjectIn(ControlPairs, verb.Word, words) is { } controlled ? (ToolClass.Execute, controlled)
            : null;
    }

    private static bool TakesClassOfObject(Verb verb) =>
        verb is { Class: ToolClass.Write or ToolClass.Execute } or { IsClear: false, Class: not ToolClass.Destructive };

    private static string? MoneyObject(Verb verb, List<string> words) =>
        KeptAboutMoney.Has(words[^1]) && !words.Exists(Additions.Has) ? null
            : Money.FirstIn(words.Where(word => word != verb.Word && !IsFreeSubscription(word, words)))
                ?? (words.Exists(NotMoney.Has) ? null : WordPair.ObjectIn(MoneyPairs, words));

    private static bool IsFreeSubscription(string word, List<string> words) =>
        word is "subscription" or "subscriptions" && words.Exists(FreeSubscriptions.Has);
}
