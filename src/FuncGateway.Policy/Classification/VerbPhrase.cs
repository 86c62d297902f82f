using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>A verb of a description and the words after it.</summary>
internal sealed class VerbPhrase(Verb verb, string[] following)
{
    private const int RunsWithin = 7;
    private const int ObjectWithin = 5;

    /// <summary>What ends the object of a verb.</summary>
    public static readonly WordSet Prepositions = new("to from for of over about with by between using via into");

    private static readonly WordSet LightVerbs = new("run execute perform make submit do use send call process request handle");
    private static readonly WordSet Callings = new("run execute use call invoke");
    private static readonly WordSet Pointers = new("this these it here first when whenever before after once only");
    private static readonly WordSet Readings = new("""
        list search query show view check scan preview review monitor watch profile trace audit report snapshot screenshot diff lookup analysis analyses research
        request arithmetic calculations searches queries calculation comparison inspection verification validation assessment evaluation diagnostic diagnostics checks
        """);
    private static readonly WordSet Runnable = new("command commands code script scripts shell sql javascript python binary program programs statement statements");
    private static readonly WordSet Makers = new("generate create produce build make prepare write compose");
    private static readonly WordSet Texts = new("summary summaries overview explanation analysis report list description comparison diff answer insights statistics recommendations suggestions breakdown");
    private static readonly WordSet MoneyVerbs = new("make create send submit issue initiate schedule approve process execute place authorize confirm complete release request wire transfer move remit");
    private static readonly WordSet Moved = new(MoneyWords.Moved);
    private static readonly WordSet AboutMoney = new(MoneyWords.AboutMoney);
    private static readonly WordSet NotMoney = new(MoneyWords.NotMoney);
    private static readonly WordPair[] MoneyPairs = WordPair.Of(MoneyWords.Pairs);
    private static readonly WordPair[] ControlPairs = WordPair.Of(ExecuteWords.ControlPairs);

    private readonly string[] _next = [.. following.Take(RunsWithin)];
    private readonly string[] _object = [.. following.TakeWhile(word => !Prepositions.Has(word)).Take(ObjectWithin)];

    private Verb? Purpose =>
        _next.SkipWhile(word => word != "to").Skip(1).Take(1).Select(Verbs.FindInDescription).FirstOrDefault(purpose => purpose is { IsClear: true });

    /// <summary>Whether the phrase only tells when to use the tool: "Call this first."</summary>
    public bool PointsAtTheTool => Callings.Has(verb.Word) && _next.Length > 0 && Pointers.Has(_next[0]) && Purpose is null;

    /// <summary>The verb with the class that it has here: "run a search" and "call the API to get a page" read, "run a command" and "send keys" run.</summary>
    public Verb Meaning
    {
        get
        {
            if (verb.Class is not ToolClass.Destructive && verb is not { Class: ToolClass.Read, IsClear: true } && MoneyMoved() is { } money)
            {
                return new Verb(verb.Word, ToolClass.Financial, VerbUse.Clear, money);
            }

            if (WordPair.ObjectIn(ControlPairs, verb.Word, _object) is { } control)
            {
                return new Verb(verb.Word, ToolClass.Execute, VerbUse.Clear, control);
            }

            return LightVerbs.Has(verb.Word) ? OfLightVerb()
                : Makers.Has(verb.Word) && Texts.FirstIn(_object) is not null ? verb with { Use = VerbUse.Maybe }
                : VerbMeanings.Of(verb, _object);
        }
    }

    // "Make a payment", but not "create a payment reminder".
    private string? MoneyMoved()
    {
        var moved = Array.FindIndex(_object, Moved.Has);
        return moved >= 0 && MoneyVerbs.Has(verb.Word) && !(moved + 1 < _object.Length && AboutMoney.Has(_object[moved + 1])) ? _object[moved]
            : _object.Any(NotMoney.Has) ? null
            : WordPair.ObjectIn(MoneyPairs, verb.Word, _object);
    }

    private Verb OfLightVerb() =>
        Runnable.FirstIn(_next) is not null ? verb
            : Readings.FirstIn(_next) is { } reading ? VerbMeanings.Of(new Verb(reading, ToolClass.Read, VerbUse.Clear), _object)
            : Purpose ?? VerbMeanings.Of(verb, _object);
}
