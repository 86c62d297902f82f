using System.Text.RegularExpressions;
using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>A sentence of a description, as lower-case words, commas and slashes.</summary>
internal sealed partial class Sentence(string[] words)
{
    private const int MaxWords = 40;
    private const int VerbWithin = 5;

    private static readonly WordSet Negations = new("not never no without cannot don doesn won");
    private static readonly WordSet Introductions = new("use uses using utilize utilizes leverage leverages allow allows enable enables help helps let lets tool this you to");
    private static readonly WordSet Openers = new("bulk batch force mass auto re please mcp api");
    private static readonly WordSet Joints = new("and or then");
    private static readonly WordSet Clauses = new("that which who where when if");
    private static readonly WordSet Determiners = new("a an the it its them this these all any two one new");
    private static readonly WordSet Passives = new("is are be been being get gets was were");
    private static readonly WordSet Auxiliaries = new("will can may");
    private static readonly WordSet Additions = new("it this the tool then and afterwards will can may");
    private static readonly WordSet KeptThings = new(DestructiveWords.OfKeptThings);
    private static readonly WordSet Deletions = new(DestructiveWords.Actions);
    private static readonly WordSet Makings = new(WriteWords.Actions);
    private static readonly WordSet Facts = new($"{ReadWords.Facts} {ReadWords.Actions} data facts documentation");
    private static readonly WordSet Records = new(NounWords.Records);

    public static Sentence Of(string text) => new([.. WordOrComma().Matches(text).Take(MaxWords).Select(match => match.Value.ToLowerInvariant())]);

    /// <summary>The verb that the sentence begins with, or the most severe of those that are joined with it; null if none.</summary>
    public Verb? FindVerb()
    {
        for (var (i, last) = (0, VerbWithin); i < Math.Min(words.Length, last); i++)
        {
            if (Introductions.Has(words[i]))
            {
                last++;
            }
            else if (VerbAt(i) is { } verb)
            {
                var phrase = new VerbPhrase(verb, words[(i + 1)..]);
                var first = Leads(i) ? phrase.Meaning : Weakened(phrase.Meaning);
                return phrase.PointsAtTheTool ? null : Joined(i).Concat(Following(i)).Prepend(first).MaxBy(each => each.Class);
            }
        }

        return null;
    }

    /// <summary>What a sentence without a verb is about: "batch deletion of files", "statistics for a domain". Null if it is not known.</summary>
    public Verb? FindAction()
    {
        var head = words.TakeWhile(word => !VerbPhrase.Prepositions.Has(word) && word is not ",").LastOrDefault();
        return head is null ? null
            : Deletions.Has(head) ? new Verb(head, ToolClass.Destructive, VerbUse.Clear)
            : Makings.Has(head) ? new Verb(head, ToolClass.Write, VerbUse.Clear)
            : Facts.Has(head) ? new Verb(head, ToolClass.Read, VerbUse.Maybe)
            : null;
    }

    /// <summary>What a sentence after the first adds if it deletes or pays: "Also deletes the rows." Null otherwise, as for "Delete the rows first."</summary>
    public Verb? FindAddition()
    {
        var at = Array.FindIndex(words, word => !Additions.Has(word) && !IsFiller(word));
        if (at < 0 || at + 1 >= words.Length || Verbs.FindInDescription(words[at]) is not { } verb || IsParticiple(at))
        {
            return null;
        }

        var isStatement = words[at].EndsWith('s') || (at > 0 && (Auxiliaries.Has(words[at - 1]) || IsFiller(words[at - 1])));
        return isStatement && new VerbPhrase(verb, words[(at + 1)..]).Meaning is { IsClear: true } meaning && IsAddition(meaning, words[at + 1]) ? meaning : null;
    }

    // "Deletes are logged" and "refunds are listed" tell something else.
    private static bool IsAddition(Verb meaning, string next) => meaning.Class switch
    {
        ToolClass.Destructive => KeptThings.Has(meaning.Word) && !Passives.Has(next),
        ToolClass.Financial => Determiners.Has(next),
        _ => false,
    };

    /// <summary>The verbs of an enumeration: "create, rename or delete".</summary>
    public IEnumerable<Verb> Series() =>
        from i in Enumerable.Range(0, words.Length)
        where (i > 0 && IsJoint(i - 1)) || (i + 1 < words.Length && IsJoint(i + 1))
        let verb = VerbAt(i)
        where verb is { IsClear: true }
        select verb;

    // "Permanently delete" and "a tool that deletes". In "an agent that can run tools" the verb is about something else.
    private bool Leads(int at) =>
        words.Take(at).All(word => Introductions.Has(word) || Openers.Has(word) || word.EndsWith("ly", StringComparison.Ordinal))
        || words.Take(at).Contains("tool");

    private static Verb Weakened(Verb verb) => verb is { Class: ToolClass.Write or ToolClass.Execute } ? verb with { Use = VerbUse.Maybe } : verb;

    private Verb? VerbAt(int at)
    {
        // "The page is deleted": a name that begins with "is" asks, a sentence does not.
        if (words[at] is "is" or "has" || Verbs.FindInDescription(words[at]) is not { } verb || (at > 0 && Negations.Has(words[at - 1])) || IsParticiple(at))
        {
            return null;
        }

        return verb.IsClear ? verb
            : (at > 0 && !Introductions.Has(words[at - 1])) || IsNoun(verb, at) ? null
            : verb.Class is ToolClass.Write && at + 1 < words.Length && Determiners.Has(words[at + 1]) ? verb with { Use = VerbUse.Clear }
            : verb;
    }

    // "Deleted files", unlike "files are deleted".
    private bool IsParticiple(int at) =>
        words[at].EndsWith("ed", StringComparison.Ordinal) && Verbs.Find(words[at]) is null && !(at > 0 && Passives.Has(words[at - 1]));

    // "Order status" and "document search". A word of deleting is not overruled.
    private bool IsNoun(Verb verb, int at) =>
        verb.Class != ToolClass.Destructive && at + 1 < words.Length
        && (Records.Has(words[at + 1]) || (verb.Class != ToolClass.Financial && Verbs.Find(words[at + 1]) is { IsClear: true }));

    // "Lists, creates, renames, or deletes branches": the verbs that follow each other directly.
    private IEnumerable<Verb> Joined(int at)
    {
        for (var i = at + 1; i < words.Length; i++)
        {
            if (IsJoint(i))
            {
                continue;
            }

            if (!IsJoint(i - 1) || Verbs.FindInDescription(words[i]) is not { } verb)
            {
                yield break;
            }

            yield return verb;
        }
    }

    // "Creates a sandbox and runs code in it", "translate a file and save the result". Not "get the start and end of an event", nor "get a tool that
    // plans and runs".
    private IEnumerable<Verb> Following(int at) =>
        from i in Enumerable.Range(at + 2, Math.Max(0, words.Length - at - 3)).TakeWhile(i => !Clauses.Has(words[i - 1]))
        where IsJoinedTo(at, i)
        let verb = Verbs.FindInDescription(words[i])
        where verb is { Use: VerbUse.Clear } or { Class: >= ToolClass.Destructive }
        let meaning = new VerbPhrase(verb, words[(i + 1)..]).Meaning
        where meaning.IsClear
        select meaning;

    // "And deletes", "and permanently deletes", "then deletes".
    private bool IsJoinedTo(int first, int at)
    {
        var joint = words[Array.FindLastIndex(words, at - 1, word => !IsFiller(word)) is var found and >= 0 ? found : 0];
        var agrees = words[first].EndsWith('s') && words[at].EndsWith('s');
        var isFollowed = Determiners.Has(words[at + 1]);
        return (Joints.Has(words[at - 1]) || Joints.Has(joint)) ? isFollowed || agrees : joint is "," && isFollowed && agrees;
    }

    private static bool IsFiller(string word) => word is "also" || (word is not "only" && word.EndsWith("ly", StringComparison.Ordinal));

    private bool IsJoint(int at) => words[at] is "," or "/" || Joints.Has(words[at]);

    [GeneratedRegex(@"\p{L}+|[,/]", RegexOptions.CultureInvariant)]
    private static partial Regex WordOrComma();
}
