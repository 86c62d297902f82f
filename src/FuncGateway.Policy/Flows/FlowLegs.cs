using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Flows.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Flows;

/// <summary>Finds by fixed tables which legs of a toxic flow a tool can be. The result depends on the definition and the class alone. Never throws.</summary>
public sealed class FlowLegs
{
    private static readonly WordSet WrittenByOthers = new(FlowWords.WrittenByOthers);
    private static readonly WordSet Private = new(FlowWords.Private);
    private static readonly WordSet ReadByOthers = new(FlowWords.ReadByOthers);
    private static readonly WordSet Sending = new(FlowWords.Sending);
    private static readonly WordSet Writing = new(FlowWords.Writing);
    private static readonly WordSet Fetching = new(FlowWords.Fetching);
    private static readonly WordSet Addresses = new(FlowWords.Addresses);
    private static readonly WordSet Browsers = new(ExecuteWords.Browsers);
    private static readonly WordSet Runnable = new($"{ParameterWords.Commands} {ParameterWords.Code} {ParameterWords.Sql}");
    private static readonly WordSet Addressees = new(ParameterWords.Addressees);
    private static readonly WordSet Messages = new(ParameterWords.Messages);

    private readonly ToolDefinition _tool;
    private readonly ToolClass _class;
    private readonly FlowSubjects _subjects;
    private readonly IReadOnlyList<string> _name;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly bool _reads;

    private FlowLegs(ToolDefinition tool, ToolClass toolClass)
    {
        _tool = tool;
        _class = toolClass;
        _subjects = FlowSubjects.Of(tool, WrittenByOthers, Private, ReadByOthers);
        _name = Words.OfName(tool.Name);
        _parameters = [.. Parameter.Of(tool.InputSchema).Where(parameter => !parameter.IsChoice)];
        _reads = toolClass == ToolClass.Read || NameReading.Of(tool.Name, tool.Description).Verb is { Class: ToolClass.Read };
    }

    // Tools that take a link only to store it do not request it.
    private Parameter? Address => _class == ToolClass.Read || Fetching.FirstIn(_name) is not null ? First(Addresses) : null;

    /// <param name="toolClass">The class that counts, which a person may have set.</param>
    public static IReadOnlyList<LegReason> Of(ToolDefinition tool, ToolClass toolClass)
    {
        var legs = new FlowLegs(tool, toolClass);
        return
        [
            .. Reason(FlowLeg.UntrustedContent, legs.FindUntrusted()),
            .. Reason(FlowLeg.PrivateData, legs.FindPrivate()),
            .. Reason(FlowLeg.WayOut, legs.FindWayOut()),
        ];
    }

    private static IEnumerable<LegReason> Reason(FlowLeg leg, string? why) => why is null ? [] : [new LegReason(leg, why)];

    private string? FindUntrusted() =>
        _reads && _subjects.Find(WrittenByOthers) is { } word ? _subjects.Say(word, "which others write")
        : Address is { } address ? $"it returns what is at the address in '{address.Name}'"
        : Browsers.FirstIn(_name) is { } browser ? $"the name contains '{browser}', which shows pages of others"
        : _class == ToolClass.Read && _tool.Hints.OpenWorld == true ? "annotations/openWorldHint is true"
        : null;

    private string? FindPrivate() =>
        First(Runnable) is { } run && _class == ToolClass.Execute ? $"it runs what is in '{run.Name}', which can read anything"
        : _reads && _subjects.Find(Private) is { } word ? _subjects.Say(word, "which is not for everybody")
        : null;

    private string? FindWayOut() =>
        _class == ToolClass.Execute ? "it runs something (class execute)"
        : Address is { } address ? $"it requests the address in '{address.Name}', which may carry data"
        : _class == ToolClass.Read || _class == ToolClass.Destructive ? null
        : Sending.FirstIn(_name) is { } verb ? $"the name contains '{verb}'"
        : Writing.FirstIn(_name) is not null && _subjects.Find(ReadByOthers) is { } word ? _subjects.Say(word, "which others read")
        : First(Addressees) is { } addressee && First(Messages) is not null ? $"it sends a message to '{addressee.Name}'"
        : null;

    private Parameter? First(WordSet names) => _parameters.FirstOrDefault(parameter => names.Has(parameter.Key));
}
