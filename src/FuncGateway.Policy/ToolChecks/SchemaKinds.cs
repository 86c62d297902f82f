using System.Text.Json;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>Kinds of JSON values.</summary>
[Flags]
internal enum SchemaKinds
{
    None = 0,
    Text = 1,
    Number = 2,
    Boolean = 4,
    Object = 8,
    List = 16,
    Null = 32,
    Any = Text | Number | Boolean | Object | List | Null,
}

internal static class SchemaKindNames
{
    private static readonly (SchemaKinds Kind, string Name)[] Names =
    [
        (SchemaKinds.Text, "a string"), (SchemaKinds.Number, "a number"), (SchemaKinds.Boolean, "a boolean"),
        (SchemaKinds.Object, "an object"), (SchemaKinds.List, "a list"), (SchemaKinds.Null, "null"),
    ];

    /// <summary>The kinds in words, such as <c>a string or a list</c>.</summary>
    public static string Words(SchemaKinds kinds) => string.Join(" or ", Names.Where(each => kinds.HasFlag(each.Kind)).Select(each => each.Name));

    /// <summary>The kind that <c>type</c> names in a schema; any for a name that JSON Schema does not have.</summary>
    public static SchemaKinds OfTypeName(string? name) => name switch
    {
        "string" => SchemaKinds.Text,
        "number" or "integer" => SchemaKinds.Number,
        "boolean" => SchemaKinds.Boolean,
        "object" => SchemaKinds.Object,
        "array" => SchemaKinds.List,
        "null" => SchemaKinds.Null,
        _ => SchemaKinds.Any,
    };

    public static SchemaKinds Of(JsonTokenType kind) => kind switch
    {
        JsonTokenType.String => SchemaKinds.Text,
        JsonTokenType.Number => SchemaKinds.Number,
        JsonTokenType.True or JsonTokenType.False => SchemaKinds.Boolean,
        JsonTokenType.StartObject => SchemaKinds.Object,
        JsonTokenType.StartArray => SchemaKinds.List,
        _ => SchemaKinds.Null,
    };

    public static SchemaKinds Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => SchemaKinds.Text,
        JsonValueKind.Number => SchemaKinds.Number,
        JsonValueKind.True or JsonValueKind.False => SchemaKinds.Boolean,
        JsonValueKind.Object => SchemaKinds.Object,
        JsonValueKind.Array => SchemaKinds.List,
        _ => SchemaKinds.Null,
    };
}
