using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Policies;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Admin.Policies;

/// <summary>A revision with its document as published.</summary>
/// <param name="Note">Why it was published, in the words of the person who did; null if there is no note.</param>
internal sealed record PolicyView(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom, string? Note, JsonElement Document)
{
    public static PolicyView Of(PolicyRevision revision)
    {
        using var document = JsonDocument.Parse(revision.Document);
        return new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom, revision.Note, document.RootElement.Clone());
    }
}

/// <summary>A revision without its document.</summary>
/// <param name="Note">As in <see cref="PolicyView"/>.</param>
internal sealed record PolicySummary(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom, string? Note)
{
    public static PolicySummary Of(PolicyRevision revision) =>
        new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom, revision.Note);
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
    public string ForAudit() => DryRun == true ? "dry run, nothing changed" : $"revision {Revision}";
}

/// <summary>The result of retiring a policy.</summary>
/// <param name="Revision">The revision that was in force until now.</param>
internal sealed record PolicyRetired(string Policy, int Revision) : IAuditedResult
{
    public string ForAudit() => $"revision {Revision} retired";
}

/// <summary>Serialisation of the responses about policies.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(CamelCaseEnumConverter<Verdict>)], RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(PolicyRetired))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(Listing<PolicySummary>), TypeInfoPropertyName = "ListingPolicySummary")]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(PolicyChecked))]
[JsonSerializable(typeof(TrialBody))]
[JsonSerializable(typeof(TrialView))]
internal sealed partial class PolicyJson : JsonSerializerContext;
