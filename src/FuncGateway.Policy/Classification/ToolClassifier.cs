using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>
/// Classifies tools by fixed tables: the verb of the name, the description where the name is unclear, the parameters, and the annotations. The most
/// severe class with evidence counts. The result depends on the definition alone, and the work is bounded whatever its size. Never throws.
/// </summary>
public static class ToolClassifier
{
    private const double VerbWeight = 0.75;
    private const double AgreementWeight = 0.5;
    private const double ContraryWeight = 0.3;
    private const double ClaimWeight = 0.5;
    private const double HintWeight = 0.5;
    private const double TrustedHintWeight = 0.95;
    private const double NothingWeight = 0.1;
    private const double UnreadWeight = 0.4;

    private const string Description = "description";

    private static readonly WordSet Devices = new($"{ExecuteWords.Devices} open call");

    /// <param name="isTrusted">Whether the server is marked as trusted. Only then may <c>readOnlyHint</c> lower a class, from Write to Read.</param>
    public static ToolClassification Classify(ToolDefinition tool, bool isTrusted = false)
    {
        var evidence = new Evidence();
        var name = NameReading.Of(tool.Name, tool.Description);
        var description = DescriptionReading.Of(tool.Description ?? tool.Title);
        foreach (var reason in name.Reasons)
        {
            Add(evidence, !IsExplained(reason, description), reason);
        }

        Describe(evidence, name, description);
        var schema = ParameterReading.Of(tool.InputSchema);
        foreach (var reason in new ParameterSignals(name, tool.Description, schema.Parameters).Find())
        {
            evidence.Add(reason);
        }

        if (evidence.Class is null)
        {
            // A tool about which nothing is known may do anything.
            evidence.Add(new(Signals.Nothing, ToolClass.Execute, NothingWeight, "name", Words.Shown(tool.Name)));
        }

        if (schema.Unread is { } unread)
        {
            // What was not read may do anything, so a reader is not believed, and a person should look at the tool.
            Add(evidence, evidence.Class is ToolClass.Read, new(Signals.SchemaUnread, ToolClass.Write, UnreadWeight, unread.Where, unread.Why));
            evidence.IsIncomplete = true;
        }

        Raise(evidence, tool.Hints);
        return Lower(evidence, tool.Hints, isTrusted);
    }

    // A word that may be a noun means what the description says: git_log "shows the history", issue_type "creates a type". It is not believed about
    // deleting and paying, and creating a shell or putting a question to a model runs it.
    private static bool IsExplained(ClassReason reason, DescriptionReading description) =>
        reason.Signal is Signals.NameWord && (reason.Class, description.Verb) switch
        {
            (ToolClass.Write or ToolClass.Execute, { Class: ToolClass.Read, IsClear: true }) => true,
            (ToolClass.Execute, { Class: ToolClass.Write, IsClear: true }) => !Devices.Has(reason.Found),
            _ => false,
        };

    private static void Describe(Evidence evidence, NameReading name, DescriptionReading description)
    {
        if (description.ReadOnlyClaim is { } claim)
        {
            Add(evidence, name.Verb is null && description.Verb is not { Class: > ToolClass.Execute }, new(Signals.DescriptionClaim, ToolClass.Read, ClaimWeight, Description, claim));
        }

        if (description.Verb is { } verb)
        {
            var isDenied = description.ReadOnlyClaim is not null && verb.Class is ToolClass.Write or ToolClass.Execute;
            var overrules = verb.Class > evidence.Class && (verb.IsClear || verb.Class > ToolClass.Execute);
            var counts = !isDenied && (!name.IsClear || overrules);
            Add(evidence, counts, new(Signals.DescriptionVerb, verb.Class, Weight(name, verb, counts), Description, verb.Shown));
        }

        if (description.PermanentClaim is { } permanent)
        {
            Add(evidence, !name.IsClear && evidence.Class == ToolClass.Write, new(Signals.DescriptionClaim, ToolClass.Destructive, ContraryWeight, Description, permanent));
        }
    }

    private static double Weight(NameReading name, Verb verb, bool counts) =>
        name.Verb?.Class == verb.Class ? AgreementWeight : counts ? VerbWeight : ContraryWeight;

    // By the protocol's defaults, true is what a tool is without the annotation, and servers stamp it on tools that only search. So it decides
    // where the words do not, makes a reader a writer, and otherwise only asks a person to look.
    private static void Raise(Evidence evidence, ToolHints hints)
    {
        if (hints.Destructive == true)
        {
            var isKnown = evidence.Class is { } found && evidence.Weigh(found).IsCertain;
            Add(evidence, !isKnown, new(Signals.Annotation, ToolClass.Destructive, HintWeight, "annotations/destructiveHint", "true"));
            if (evidence.Class is ToolClass.Read)
            {
                evidence.Add(new(Signals.Annotation, ToolClass.Write, HintWeight, "annotations/destructiveHint", "true"));
            }
        }

        if (hints.ReadOnly == false)
        {
            evidence.Add(new(Signals.Annotation, ToolClass.Write, HintWeight, "annotations/readOnlyHint", "false"));
        }
    }

    private static ToolClassification Lower(Evidence evidence, ToolHints hints, bool isTrusted)
    {
        var toolClass = evidence.Class ?? ToolClass.Execute;
        if (isTrusted && hints.ReadOnly == true && toolClass <= ToolClass.Write)
        {
            evidence.Add(new(Signals.Annotation, ToolClass.Read, TrustedHintWeight, "annotations/readOnlyHint", "true"));
            toolClass = ToolClass.Read;
        }

        return evidence.Weigh(toolClass);
    }

    private static void Add(Evidence evidence, bool counts, ClassReason reason)
    {
        if (counts)
        {
            evidence.Add(reason);
        }
        else
        {
            evidence.AddBeside(reason);
        }
    }
}
