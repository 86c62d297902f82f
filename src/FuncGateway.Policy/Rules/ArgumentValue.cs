using System.Text.Json;

namespace FuncGateway.Policies.Rules;

/// <summary>A value that a path led to, prepared for any number of conditions.</summary>
internal readonly struct ArgumentValue
{
    public required JsonTokenType Kind { get; init; }

    /// <summary>The value's own bytes.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>A string without quotes and escapes; null when it is no string or has half of a surrogate pair.</summary>
    public ReadOnlyMemory<byte>? Text { get; init; }

    public ExactNumber Number { get; init; }

    /// <summary>The kind, in words for a person. Never the value.</summary>
    public string KindName => Kind switch
    {
        JsonTokenType.String when Text is null => "a string with half of a surrogate pair",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };
}
