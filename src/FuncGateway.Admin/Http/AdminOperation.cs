using System.Text.Json.Serialization.Metadata;
using FuncGateway.Admin.People;

namespace FuncGateway.Admin.Http;

/// <summary>One call of the admin API: what the routes, the rights, the record of changes and the OpenAPI document know about it.</summary>
/// <param name="Right">Null: anybody may make it.</param>
internal sealed record AdminOperation(string Name, string Method, string Path, Right? Right, string Summary)
{
    /// <summary>Whether it changes anything, and so passes <see cref="AdminActions"/>.</summary>
    public bool Changes => !string.Equals(Method, "GET", StringComparison.Ordinal);

    /// <summary>It is carried out even when the audit cannot record it: taking access away must not wait for a log.</summary>
    public bool MayProceedUnrecorded { get; init; }

    /// <summary>Shape of the body that is asked for.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>The body is a policy document, which has a schema of its own.</summary>
    public bool TakesDocument { get; init; }

    /// <summary>What may stand behind the question mark, all of it optional.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    public JsonTypeInfo? Answer { get; init; }

    /// <summary>Statuses of success and of error beside 401, 403 and 503.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [200];
}
