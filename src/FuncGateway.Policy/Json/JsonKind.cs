using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>Names the kinds of JSON values in messages.</summary>
internal static class JsonKind
{
    public static string Name(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    public static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => Name(JsonTokenType.StartObject),
        JsonValueKind.Array => Name(JsonTokenType.StartArray),
        JsonValueKind.String => Name(JsonTokenType.String),
        JsonValueKind.Number => Name(JsonTokenType.Number),
        JsonValueKind.Null => Name(JsonTokenType.Null),
        _ => Name(JsonTokenType.True),
    };
}
