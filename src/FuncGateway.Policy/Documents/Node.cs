using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>A value of a document as written, with its position.</summary>
// Five parameters: all of them say where the value is written.
internal sealed class Node(Node? parent, string? name, int index, int position, JsonTokenType kind)
{
    private const int MaxShownCharacters = 60;

    private string? _pointer;

    public JsonTokenType Kind { get; } = kind;

    /// <summary>Its key; null in a list.</summary>
    public string? Name { get; } = name;

    /// <summary>Its offset in the document, by which problems are ordered.</summary>
    public int Position { get; } = position;

    /// <summary>The text of a string, or a number as written.</summary>
    public string Text { get; init; } = "";

    public ExactNumber Number { get; init; }

    /// <summary>False if the key is repeated or broken, which has been reported: readers differ in how they treat it.</summary>
    public bool IsKeyUsable { get; init; } = true;

    /// <summary>The elements of a list or the members of an object, including those whose keys are not usable.</summary>
    public List<Node> Children { get; } = [];

    /// <summary>The members of an object, each key once.</summary>
    public IEnumerable<Node> Members => Children.Where(child => child.IsKeyUsable);

    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsList => Kind == JsonTokenType.StartArray;

    public bool IsString => Kind == JsonTokenType.String;

    public bool IsNumber => Kind == JsonTokenType.Number;

    // Kept, because each entry of a rule repeats the pointer of the rule.
    public string Pointer => _pointer ??= parent is null ? ""
        : Name is null ? JsonPointer.Append(parent.Pointer, index)
        : JsonPointer.Append(parent.Pointer, Name);

    /// <summary>A description of the value, for messages.</summary>
    public string Found => Kind switch
    {
        JsonTokenType.String => $"the string {Quote(Text)}",
        JsonTokenType.Number => $"the number {Shorten(Text)}",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.StartArray when Children.Count == 0 => "an empty list",
        _ => JsonKind.Name(Kind),
    };

    public static string Quote(string text) => $"\"{Shorten(text)}\"";

    private static string Shorten(string text) => text.Length <= MaxShownCharacters ? text : text[..MaxShownCharacters] + "…";
}
