using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A value that a path led to, prepared for any number of conditions.</summary>
internal struct ArgumentValue
{
    public JsonTokenType Kind { readonly get; set; }

    /// <summary>The value's own bytes.</summary>
    public ReadOnlyMemory<byte> Raw { readonly get; set; }

    /// <summary>A string without quotes and escapes; null when it is no string or has half of a surrogate pair.</summary>
    public ReadOnlyMemory<byte>? Text { readonly get; set; }

    public ExactNumber Number { readonly get; set; }

    /// <summary>The kind, in words for a person. Never the value.</summary>
    public readonly string KindName => Kind == JsonTokenType.String && Text is null ? "a string with half of a surrogate pair" : JsonKind.Name(Kind);
}
