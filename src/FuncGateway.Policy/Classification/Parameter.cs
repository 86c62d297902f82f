using System.Text.Json;

namespace FuncGateway.Policies.Classification;

/// <summary>A parameter of a tool.</summary>
/// <param name="Where">Where its schema is written, such as <c>inputSchema/properties/amount</c> or <c>inputSchema/$defs/Order/properties/amount</c>.</param>
/// <param name="Name">Its name as written, cut if it is long.</param>
/// <param name="Key">Its name in lower case with an underscore between words.</param>
internal sealed record Parameter(string Where, string Name, string Key, JsonElement Schema)
{
    /// <summary>What the schema says about its values, with what it refers to and is composed of.</summary>
    public ParameterValues Values { get; init; } = new();

    /// <summary>Whether only listed values are accepted.</summary>
    public bool IsChoice => Values.IsChoice;

    public IReadOnlyList<string> Choices => Values.Choices;

    public string Description => Values.Description;

    /// <summary>The parameters of a schema and those inside them, the outer ones first.</summary>
    public static IReadOnlyList<Parameter> Of(JsonElement? schema) => ParameterReading.Of(schema).Parameters;
}
