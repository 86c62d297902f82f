namespace FuncGateway.Cli.Gateway;

/// <summary>An operation of the admin API, as its OpenAPI document describes it.</summary>
/// <param name="Method">GET, PUT, POST, PATCH or DELETE.</param>
/// <param name="Path">With the names of its parameters in braces.</param>
/// <param name="Query">The names of the query parameters that are used here.</param>
internal sealed record Operation(string Method, string Path, params string[] Query)
{
    /// <summary>A request of the operation.</summary>
    /// <param name="parameters">The values of the path's parameters, in their order.</param>
    public ApiRequest At(params string[] parameters)
    {
        var segments = Path.Split('/');
        var next = 0;
        for (var index = 0; index < segments.Length; index++)
        {
            if (segments[index].StartsWith('{'))
            {
                segments[index] = Uri.EscapeDataString(parameters[next++]);
            }
        }

        return next == parameters.Length ? new ApiRequest(this, string.Join('/', segments)) : throw new ArgumentException($"{Method} {Path} has {next} parameters, not {parameters.Length}.");
    }
}

/// <summary>A request of an operation. Immutable.</summary>
internal sealed record ApiRequest(Operation Operation, string Path)
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _query = [];

    /// <summary>Entity tag that the resource must have; null to accept any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Whether the resource must not exist yet.</summary>
    public bool IsNew { get; init; }

    public string PathAndQuery => _query.Count == 0 ? Path : $"{Path}?{string.Join('&', _query.Select(each => $"{each.Key}={Uri.EscapeDataString(each.Value)}"))}";

    /// <summary>Adds a query parameter, unless its value is null.</summary>
    public ApiRequest With(string name, string? value) =>
        !Operation.Query.Contains(name) ? throw new ArgumentException($"{Operation.Method} {Operation.Path} has no query parameter '{name}'.")
        : value is null ? this
        : new ApiRequest(this) { Query = [.. _query, KeyValuePair.Create(name, value)] };

    private IReadOnlyList<KeyValuePair<string, string>> Query
    {
        init => _query = value;
    }
}
