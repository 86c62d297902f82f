using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>Finds the verb in the name of a tool that says what it does.</summary>
internal static class NameVerb
{
    private const int MaxObjects = 12;

    private static readonly string[] Separators = [".", "/", ":", "__"];
    private static readonly WordSet Joining = new("and or then confirm");
    private static readonly WordSet Openings = new(NounWords.Openings);
    private static readonly WordSet Requested = new(NounWords.Requested);
    private static readonly WordSet Weak = new($"make ps {ExecuteWords.Programs}");
    private static readonly WordSet Nouns = new(NounWords.BeforeRecords);
    private static readonly WordSet Readers = new("get fetch find list read retrieve search query show select lookup");
    private static readonly WordSet Deletions = new($"remove {DestructiveWords.OfKeptThings}");
    private static readonly WordSet Droppable = new(DestructiveWords.Droppable);
    private static readonly WordSet Intentions = new("to before after can");
    private static readonly WordSet Records = new(NounWords.Records);

    /// <summary>The verb with the class that it has for the objects in the name; null if the name has none.</summary>
    /// <param name="words">All words of the name.</param>
    /// <param name="description">What is cancelled, if the name does not say it.</param>
    public static Verb? Find(string name, List<string> words, string? description)
    {
        var objects = words[^1] is "cancel" ? [.. Words.OfName(description ?? "").Take(MaxObjects), .. words] : words;
        return (OfLastPart(name) ?? In(words)) is { } verb ? VerbMeanings.Of(verb, objects) : null;
    }

    // The words of pull_request, and purchase in purchase_history.
    private static bool[] AreNouns(List<string> words)
    {
        var nouns = new bool[words.Count];
        for (var i = 1; i < words.Count; i++)
        {
            if (CompoundNouns.Are(words[i - 1], words[i]))
            {
                nouns[i - 1] = nouns[i] = true;
            }

            nouns[i - 1] |= i == words.Count - 1 && Nouns.Has(words[i - 1]) && Records.Has(words[i]);
        }

        return nouns;
    }

    // In replicate.list_models the first part is the name of a service.
    private static Verb? OfLastPart(string name)
    {
        var parts = name[..Math.Min(name.Length, Words.MaxLength)].Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? null : parts.Reverse().Select(Words.OfName).Where(words => words.Count > 0).Select(In).FirstOrDefault(verb => verb is { IsClear: true });
    }

    // Several verbs that a conjunction joins all count: get_or_create, pay_and_call. So does the one that is confirmed: confirm_delete.
    private static Verb? In(List<string> words)
    {
        var nouns = AreNouns(words);
        var found = words.Select((word, i) => nouns[i] ? null : Verbs.Find(word)).ToArray();
        found[^1] ??= nouns[^1] ? null : Verbs.FindDerived(words[^1]);
        var at = Array.FindIndex(found, verb => verb is { IsClear: true });
        if (at < 0)
        {
            // index_drop drops the index.
            return found[^1] is { Class: ToolClass.Destructive } destructive ? destructive
                : found.FirstOrDefault(verb => verb is not null && !Weak.Has(verb.Word)) ?? found.FirstOrDefault(verb => verb is not null);
        }

        if (Readers.Has(words[at]) && DeletionAtTheEnd(words, nouns) is { } deletion)
        {
            return deletion;
        }

        if (found[at]!.Use == VerbUse.NounToo && found[^1] is { Use: VerbUse.Clear } last)
        {
            return last;
        }

        // schedule_report schedules, schedule_list lists.
        if (found[0] is { IsClear: false } opening && Openings.Has(words[0]) && Requested.Has(words[at]))
        {
            return opening;
        }

        var joined = found.Where((verb, i) => verb is not null && i > at && Joining.Has(words[i - 1]));
        return joined.Append(found[at]).MaxBy(verb => verb!.Class);
    }

    // get_user_delete and list_drop_table, unlike find_files_to_delete.
    private static Verb? DeletionAtTheEnd(List<string> words, bool[] nouns)
    {
        var at = Droppable.Has(words[^1]) && words.Count > 2 && words[^2] is "drop" ? words.Count - 2 : words.Count - 1;
        return at > 0 && !nouns[at] && !Intentions.Has(words[at - 1]) && (words[at] is "drop" || Deletions.Has(words[at]))
            ? new Verb(words[at], ToolClass.Destructive, VerbUse.Clear)
            : null;
    }
}
