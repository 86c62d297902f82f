using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Policies;

namespace FuncGateway.Admin.Policies;

/// <summary>A revision with its document as published.</summary>
internal sealed record PolicyView(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom, JsonElement Document)
{
    public static PolicyView Of(PolicyRevision revision)
    {
        using var document = JsonDocument.Parse(revision.Document);
        return new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom, document.RootElement.Clone());
    }
}

/// <summary>A revision without its document.</summary>
internal sealed record PolicySummary(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom)
{
    public static PolicySummary Of(PolicyRevision revision) =>
        new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom);
}

/// <summary>The result of publishing a revision, which takes effect everywhere within 2 s.</summary>
internal sealed record PolicyPublished(string Policy, int Revision, IReadOnlyList<FieldProblem> Warnings) : IAuditedResult
{
    public string ForAudit() => $"revision {Revision}";
}

/// <summary>Serialisation of the responses about policies.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(Listing<PolicySummary>), TypeInfoPropertyName = "ListingPolicySummary")]
internal sealed partial class PolicyJson : JsonSerializerContext;
