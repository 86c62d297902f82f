using System.Text.Json;

namespace FuncGateway.Testing.Clients;

/// <summary>The outcome of a call for the client: a result or an error.</summary>
/// <param name="Result">The result as returned by the client; undefined if it threw an error.</param>
/// <param name="Error">The error it threw, or null if there is a result.</param>
public sealed record ClientCall(JsonElement Result, ClientError? Error)
{
    /// <summary>Whether the result is an error, from the tool or from the gateway.</summary>
    public bool IsError => Error is null && Result.TryGetProperty("isError", out var isError) && isError.GetBoolean();

    /// <summary>The first text of the result, or null if there is none.</summary>
    public string? Text => Error is null && Result.TryGetProperty("content", out var content)
        ? content.EnumerateArray().Select(each => each.TryGetProperty("text", out var text) ? text.GetString() : null).FirstOrDefault(text => text is not null)
        : null;
}
