using System.Text.Json.Serialization.Metadata;
using FuncGateway.Admin.People;

namespace FuncGateway.Admin.Http;

/// <summary>Describes one operation of the admin API. Routing, authorization, auditing and the OpenAPI document are all derived from it.</summary>
/// <param name="Right">The right a person needs, or null if no sign-in is required.</param>
internal sealed record AdminOperation(string Name, string Method, string Path, Right? Right, string Summary)
{
    /// <summary>Whether the operation changes anything and is therefore run by <see cref="AdminActions"/>.</summary>
    public bool Changes => !IsQuestion && !RecordsItself && !string.Equals(Method, "GET", StringComparison.Ordinal);

    /// <summary>Whether the operation only answers what is in the request body, and changes nothing although it is a POST.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Whether the operation calls <see cref="AdminActions"/> itself, because it is only known then who makes the change.</summary>
    public bool RecordsItself { get; init; }

    /// <summary>Whether the operation is carried out even if it cannot be audited: revoking access must not depend on the audit log.</summary>
    public bool MayProceedUnrecorded { get; init; }

    /// <summary>Type of the request body, or null if there is none or it is a policy document.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>An example of the request body, as JSON; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the request may have no body.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>Whether the request body is a policy document, which has its own schema.</summary>
    public bool TakesDocument { get; init; }

    /// <summary>The query parameters, all of them optional. Any other is refused by <see cref="QueryCheck"/>.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>Type of the response body, or null if it is empty or not a single JSON document.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>The statuses it may answer, other than 400, 401, 403 and 503.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [200];
}

/// <summary>A query parameter of an operation.</summary>
/// <param name="Accepted">The accepted values, and what the absence of the parameter means.</param>
internal sealed record QueryParameter(string Name, string Accepted);
