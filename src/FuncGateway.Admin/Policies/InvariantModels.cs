using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Policies;

namespace FuncGateway.Admin.Policies;

/// <summary>Calls that no policy of a server may let pass.</summary>
/// <param name="Version">The string <c>1</c>.</param>
internal sealed record InvariantsBody(string Version, IReadOnlyList<InvariantBody> Never, string? Description = null);

/// <summary>Calls of a tool that must not pass.</summary>
/// <param name="Tool">Its name, with <c>*</c> for any run of characters.</param>
/// <param name="Conditions">Conditions as in a policy, of which all hold. Calls on which they cannot be evaluated count too.</param>
/// <param name="UnlessApproved">Whether the calls may pass if a person approves them.</param>
internal sealed record InvariantBody(string Tool, JsonElement Conditions, [property: JsonPropertyName("unless_approved")] bool UnlessApproved = false, string? Description = null);

/// <summary>The invariants that are attached to a server.</summary>
/// <param name="By">Who attached them.</param>
internal sealed record InvariantsView(DateTimeOffset At, string By, JsonElement Document)
{
    public static InvariantsView Of(AttachedInvariants attached)
    {
        using var document = JsonDocument.Parse(attached.Document);
        return new(attached.At, attached.By, document.RootElement.Clone());
    }
}

/// <summary>The result of attaching invariants to a server.</summary>
/// <param name="Invariants">How many there are.</param>
/// <param name="Violations">The policies in force that could not be published now, each with what violates it or is not decided.</param>
internal sealed record InvariantsAttached(int Invariants, IReadOnlyList<PolicyViolation> Violations) : IAuditedResult
{
    public string ForAudit() => $"{Invariants} invariants, {Violations.Count} violated or not decided by policies in force";
}

/// <summary>Why a policy in force could not be published now.</summary>
internal sealed record PolicyViolation(string Policy, int Revision, string Message);

/// <summary>The result of detaching the invariants of a server.</summary>
internal sealed record InvariantsDetached(string Server) : IAuditedResult
{
    public string ForAudit() => "invariants detached";
}
