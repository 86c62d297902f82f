using System.Text.Json;
using FuncGateway.Core.Policies;

namespace FuncGateway.Admin.Policies;

/// <summary>A revision with its document, as it was published.</summary>
internal sealed record PolicyView(string Policy, int Revision, DateTimeOffset CreatedAt, string By, int? RestoredFrom, JsonElement Document)
{
    public static PolicyView Of(PolicyRevision revision)
    {
        using var document = JsonDocument.Parse(revision.Document);
        return new(revision.Policy.Value, revision.Number, revision.CreatedAt, revision.By, revision.RestoredFrom, document.RootElement.Clone());
    }
}
