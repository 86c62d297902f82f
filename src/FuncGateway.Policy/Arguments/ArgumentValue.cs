using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A value found at a path, as conditions see it. Valid until the next value of the reading is asked for.</summary>
internal readonly struct ArgumentValue
{
    public JsonTokenType Kind { get; init; }

    /// <summary>The value as raw JSON.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>A string as UTF-8, unescaped; null if the value is not a string or contains half of a surrogate pair.</summary>
    public ReadOnlyMemory<byte>? Text { get; init; }

    public ExactNumber Number { get; init; }

    /// <summary>The type of the value, for messages. Never the value itself.</summary>
    public string KindName => Kind == JsonTokenType.String && Text is null ? "a string with half of a surrogate pair" : JsonKind.Name(Kind);
}

/// <summary>Where a value was found. Small, because a call may have thousands of them; what a condition needs is read when it is evaluated.</summary>
/// <param name="Next">The index of the next value of the same path, or -1.</param>
internal readonly record struct FoundValue(int Start, int Length, int Next, JsonTokenType Kind, bool IsEscaped);
