using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A value found at a path, parsed once for all conditions on it.</summary>
internal struct ArgumentValue
{
    public JsonTokenType Kind { readonly get; set; }

    /// <summary>The value as raw JSON.</summary>
    public ReadOnlyMemory<byte> Raw { readonly get; set; }

    /// <summary>A string as UTF-8, unescaped; null if the value is not a string or contains half of a surrogate pair.</summary>
    public ReadOnlyMemory<byte>? Text { readonly get; set; }

    public ExactNumber Number { readonly get; set; }

    /// <summary>The type of the value, for messages. Never the value itself.</summary>
    public readonly string KindName => Kind == JsonTokenType.String && Text is null ? "a string with half of a surrogate pair" : JsonKind.Name(Kind);
}
