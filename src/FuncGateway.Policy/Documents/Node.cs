using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>A value of a document as written, with its position.</summary>
// Five parameters: all of them say where the value is written.
internal sealed class Node(Node? parent, string? name, int index, int position, JsonTokenType kind)
{
    private const int ShownCharacters = 60;

    public JsonTokenType Kind { get; } = kind;

    /// <summary>Its key; null in a list.</summary>
    public string? Name { get; } = name;

    /// <summary>Its offset in the document, by which problems are ordered.</summary>
    public int Position { get; } = position;

    /// <summary>The text of a string, or a number as written.</summary>
    public string Text { get; init; } = "";

    public ExactNumber Number { get; init; }

    /// <summary>The elements of a list or the members of an object, including those with duplicate keys.</summary>
    public List<Node> Children { get; } = [];

    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsList => Kind == JsonTokenType.StartArray;

    public bool IsString => Kind == JsonTokenType.String;

    public bool IsNumber => Kind == JsonTokenType.Number;

    public string Pointer => parent is null ? ""
        : Name is null ? JsonPointer.Append(parent.Pointer, index)
        : JsonPointer.Append(parent.Pointer, Name);

    /// <summary>A description of the value, for messages.</summary>
    public string Found => Kind switch
    {
        JsonTokenType.String => $"the string {Quote(Text)}",
        JsonTokenType.Number => $"the number {Shorten(Text)}",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => Children.Count == 0 ? "an empty list" : "a list",
        _ => "an object",
    };

    public static string Quote(string text) => $"\"{Shorten(text)}\"";

    private static string Shorten(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";
}
