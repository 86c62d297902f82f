using System.Text.RegularExpressions;
using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>What the parameters of a tool say. They count more than words: a tool that takes a command can run it, whatever it is called.</summary>
internal sealed partial class ParameterSignals(NameReading name, string? description, IReadOnlyList<Parameter> parameters)
{
    private const double Strong = 0.95;
    private const double Fair = 0.7;

    private static readonly WordSet Texts = new(ReadWords.OfTexts);
    private static readonly WordSet Calculations = new(ReadWords.OfCalculations);
    private static readonly WordSet Outcomes = new(ReadWords.OfOutcomes);
    private static readonly WordSet Money = new($"{MoneyWords.Verbs} {MoneyWords.MaybeVerbs} {MoneyWords.Nouns} transaction transactions tx fee fees card cards iban");
    private static readonly WordSet Sql = new(ParameterWords.Sql);
    private static readonly WordSet Queries = new(ParameterWords.Queries);
    private static readonly WordSet Amounts = new(ParameterWords.Amounts);
    private static readonly WordSet Recipients = new(ParameterWords.Recipients);
    private static readonly WordSet Currencies = new(ParameterWords.Currencies);
    private static readonly WordSet Cards = new(ParameterWords.Cards);
    private static readonly WordSet CardSecrets = new(ParameterWords.CardSecrets);
    private static readonly WordSet Permanence = new(ParameterWords.Permanence);
    private static readonly WordSet Deletions = new(ParameterWords.Deletions);
    private static readonly WordSet Paths = new(ParameterWords.Paths);
    private static readonly WordSet Contents = new(ParameterWords.Contents);
    private static readonly WordSet Addressees = new(ParameterWords.Addressees);
    private static readonly WordSet Messages = new(ParameterWords.Messages);
    private static readonly WordSet Urls = new(ParameterWords.Urls);
    private static readonly WordSet Methods = new(ParameterWords.Methods);
    private static readonly WordSet Choices = new(ParameterWords.Choices);

    private bool Reads => name.Verb is { Class: ToolClass.Read };

    private bool LooksAtTexts => name.Verb is { } verb && Texts.Has(verb.Word);

    private bool Calculates => name.Verb is { } verb && (Calculations.Has(verb.Word) || (Outcomes.Has(verb.Word) && Money.FirstIn(name.Parts) is not null));

    public IEnumerable<ClassReason> Find() =>
        new[] { Runs(), Queried(), MovesMoney(), Deletes(), Forces(), Writes(), SendsMessage(), SendsRequest() }.OfType<ClassReason>().Concat(Choose());

    private ClassReason? Runs() =>
        parameters.FirstOrDefault(each => RunnableParameter.Is(each, name, description)) is { } run ? Reason(ToolClass.Execute, Strong, run) : null;

    // A search string is no evidence; SQL may delete whatever the name says.
    private ClassReason? Queried()
    {
        var sql = First(Sql, each => !each.IsChoice) ?? First(Queries, each => !each.IsChoice && SaysSql().IsMatch(each.Description));
        return sql is null ? null : Reason(ToolClass.Execute, Strong, sql);
    }

    private ClassReason? MovesMoney()
    {
        var amount = First(Amounts);
        if (First(Cards) is { } card && (!Reads || amount is not null || (!Calculates && First(CardSecrets, each => each != card) is not null)))
        {
            return amount is null ? Reason(ToolClass.Financial, Strong, card) : Reason(ToolClass.Financial, Strong, card, amount);
        }

        if (Calculates || amount is null)
        {
            return null;
        }

        var partner = First(Recipients) ?? (Reads ? null : First(Currencies));
        return partner is null ? null : Reason(ToolClass.Financial, Strong, amount, partner);
    }

    // A reader may be asked for permanent addresses, but none needs to be told to purge.
    private ClassReason? Deletes() =>
        (First(Deletions) ?? (Reads ? null : First(Permanence))) is { } deletion ? Reason(ToolClass.Destructive, Strong, deletion) : null;

    private ClassReason? Forces() =>
        !Reads && Named("force") is { } force && Named("recursive") is { } recursive ? Reason(ToolClass.Destructive, Strong, force, recursive)
        : name.Verb is not { IsClear: true } && Named("confirm") is { } confirm ? Reason(ToolClass.Destructive, Fair, confirm)
        : null;

    private ClassReason? Writes() =>
        !LooksAtTexts && First(Paths) is { } path && First(Contents) is { } content ? Reason(ToolClass.Write, Strong, path, content) : null;

    private ClassReason? SendsMessage() =>
        !LooksAtTexts && First(Addressees) is { } addressee && First(Messages, each => !each.IsChoice) is { } message ? Reason(ToolClass.Write, Fair, addressee, message) : null;

    // A request to any address with any method can do anything there.
    private ClassReason? SendsRequest() =>
        First(Urls) is { } url && First(Methods, each => !each.IsChoice || each.Choices.Any(choice => choice.ToUpperInvariant() is "POST" or "PUT" or "PATCH" or "DELETE")) is { } method
            ? Reason(ToolClass.Execute, Strong, url, method)
            : null;

    // A tool that selects what it does by a parameter can do all of it.
    private IEnumerable<ClassReason> Choose()
    {
        var verbs = new Dictionary<string, Verb?>(StringComparer.Ordinal);
        foreach (var parameter in parameters.Where(each => Choices.Has(each.Key)))
        {
            if (parameter.Choices.Select(choice => VerbOf(choice, verbs)).Where(each => each is not null).MaxBy(each => each!.Class) is { } verb)
            {
                yield return new ClassReason(Signals.ParameterChoice, verb.Class, Strong, parameter.Where, verb.Word);
            }
        }
    }

    private static Verb? VerbOf(string choice, Dictionary<string, Verb?> known)
    {
        if (!known.TryGetValue(choice, out var verb))
        {
            known[choice] = verb = NameReading.Of(choice).Verb;
        }

        return verb;
    }

    private Parameter? First(WordSet keys, Func<Parameter, bool>? condition = null) =>
        parameters.FirstOrDefault(each => keys.Has(each.Key) && condition?.Invoke(each) != false);

    private Parameter? Named(string key) => parameters.FirstOrDefault(each => each.Key == key);

    private static ClassReason Reason(ToolClass toolClass, double weight, Parameter parameter, Parameter? partner = null) =>
        new(Signals.Parameter, toolClass, weight, parameter.Where, partner is null ? parameter.Name : $"{parameter.Name}, {partner.Name}");

    [GeneratedRegex(@"\b(?:SQL|cypher|SELECT\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysSql();
}
