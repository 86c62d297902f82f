using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Replays;
using FuncGateway.Policies;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Explanations;
using FuncGateway.Policies.Analysis.Testing;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Admin.Policies;

/// <summary>A revision with its document as published.</summary>
/// <param name="Note">Why it was published, in the words of the person who did; null if there is no note.</param>
/// <param name="Mode"><c>enforce</c>, or <c>shadow</c>: nothing of it is enforced.</param>
internal sealed record PolicyView(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom, string? Note, PolicyMode Mode, JsonElement Document)
{
    public static PolicyView Of(PolicyRevision revision)
    {
        using var document = JsonDocument.Parse(revision.Document);
        return new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom, revision.Note, PolicyReader.ModeOf(revision.Document.Span), document.RootElement.Clone());
    }
}

/// <summary>A revision without its document.</summary>
/// <param name="Note">As in <see cref="PolicyView"/>.</param>
/// <param name="Mode">As in <see cref="PolicyView"/>.</param>
internal sealed record PolicySummary(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom, string? Note, PolicyMode Mode)
{
    public static PolicySummary Of(PolicyRevision revision) =>
        new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom, revision.Note, PolicyReader.ModeOf(revision.Document.Span));
}

/// <summary>The result of publishing a revision, which takes effect everywhere within 2 s, or of a dry run, which changes nothing.</summary>
/// <param name="Revision">The published revision; for a dry run the current one, null if there is none.</param>
/// <param name="DryRun">Absent if the revision was published.</param>
internal sealed record PolicyPublished(
    string Policy,
    int? Revision,
    IReadOnlyList<FieldProblem> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? DryRun = null) : IAuditedResult
{
    /// <summary>The mode of the published revision, and of the one before, if either is shadow; null otherwise.</summary>
    [JsonIgnore]
    public (PolicyMode? Before, PolicyMode Now)? Modes { get; init; }

    public string ForAudit() => DryRun == true ? "dry run, nothing changed" : $"revision {Revision}{ModeForAudit()}";

    private string ModeForAudit() => Modes switch
    {
        { Now: PolicyMode.Shadow } => ", in shadow mode",
        { Before: PolicyMode.Shadow } => ", leaves shadow mode",
        _ => "",
    };
}

/// <summary>The result of retiring a policy.</summary>
/// <param name="Revision">The revision that was in force until now.</param>
internal sealed record PolicyRetired(string Policy, int Revision) : IAuditedResult
{
    public string ForAudit() => $"revision {Revision} retired";
}

/// <summary>Serialisation of the responses about policies.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [
    typeof(CamelCaseEnumConverter<PolicyMode>), typeof(CamelCaseEnumConverter<Verdict>), typeof(CamelCaseEnumConverter<DiffResult>), typeof(CamelCaseEnumConverter<ChangeKind>), typeof(CamelCaseEnumConverter<ChangeEffect>),
    typeof(CamelCaseEnumConverter<PolicyFindingLevel>), typeof(CamelCaseEnumConverter<EntryOutcome>), typeof(CamelCaseEnumConverter<ConditionOutcome>), typeof(CamelCaseEnumConverter<TestOutcome>), typeof(CamelCaseEnumConverter<ReplayVerdict>),
    typeof(CamelCaseEnumConverter<Subject>), typeof(CamelCaseEnumConverter<ToolClass>)], RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(PolicyRetired))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(Listing<PolicySummary>), TypeInfoPropertyName = "ListingPolicySummary")]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(PolicyChecked))]
[JsonSerializable(typeof(DiffBody))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(ProposeBody))]
[JsonSerializable(typeof(ProposeView))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(TestBody))]
[JsonSerializable(typeof(TestView))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(VerifyView))]
[JsonSerializable(typeof(InvariantsBody))]
[JsonSerializable(typeof(InvariantsView))]
[JsonSerializable(typeof(InvariantsAttached))]
[JsonSerializable(typeof(InvariantsDetached))]
[JsonSerializable(typeof(TrialBody))]
[JsonSerializable(typeof(TrialView))]
internal sealed partial class PolicyJson : JsonSerializerContext;
