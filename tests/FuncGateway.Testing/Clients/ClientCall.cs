using System.Text.Json;

namespace FuncGateway.Testing.Clients;

/// <summary>What a client made of a call: a result, or what it threw.</summary>
/// <param name="Result">The result as the client gave it out; undefined when it threw.</param>
/// <param name="Error">What it threw; null when there is a result.</param>
public sealed record ClientCall(JsonElement Result, ClientError? Error)
{
    /// <summary>The tool, or the gateway in its place, says that it went wrong.</summary>
    public bool IsError => Error is null && Result.TryGetProperty("isError", out var isError) && isError.GetBoolean();

    /// <summary>The first text of the result; null when there is none.</summary>
    public string? Text => Error is null && Result.TryGetProperty("content", out var content)
        ? content.EnumerateArray().Select(each => each.TryGetProperty("text", out var text) ? text.GetString() : null).FirstOrDefault(text => text is not null)
        : null;
}
