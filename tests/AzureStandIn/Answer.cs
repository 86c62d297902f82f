using System.Text.Json.Nodes;

namespace AzureStandIn;

/// <summary>What a command answers, and whether it changed anything.</summary>
internal sealed record Answer(JsonNode? Result, bool IsWrite = false)
{
    public static Answer Written(JsonNode? result = null) => new(result, IsWrite: true);

    public static Answer List(IEnumerable<JsonNode> items) => new(new JsonArray([.. items.Select(each => each.DeepClone())]));
}
