using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Gateway;

/// <summary>What defines a server: the members of its representation that can be written.</summary>
internal static class ServerDefinition
{
    private static readonly string[] Members = ["name", "upstreamUrl", "headers", "approvalWebhook", "onChange", "trusted", "recordArguments", "recordArgumentsDays"];

    /// <summary>The body that stores a server as it is. Values that are not shown are kept by it.</summary>
    /// <param name="server">As the gateway returns it.</param>
    public static JsonObject BodyOf(JsonNode? server) =>
        new(Members.Where(member => server?[member] is not null).Select(member => KeyValuePair.Create(member, CopyOf(server?[member]))));

    // What is not set is null in an answer, and absent in a body.
    private static JsonNode? CopyOf(JsonNode? value) => value is JsonObject members
        ? new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
        : value?.DeepClone();
}
