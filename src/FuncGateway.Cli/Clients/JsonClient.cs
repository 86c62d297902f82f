using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Clients;

/// <summary>A client with a JSON file in which each server is a member of an object.</summary>
/// <param name="Section">The name of that object.</param>
/// <param name="Entry">The member's value for a server and a token.</param>
internal sealed record JsonClient(string Name, string Title, ConfigurationFile Place, string Section, Func<ConnectedServer, string?, JsonObject> Entry) : AgentClient(Name, Title, Place)
{
    public override string TokenSource => FixedToken ? "Replace fgw_… by the token." : Input is null ? FromEnvironment : $"{Title} asks for the token and stores it.";

    /// <summary>Whether the client cannot read the token from anywhere else.</summary>
    public bool FixedToken { get; init; }

    /// <summary>What is asked for when the client starts the server; null if nothing is.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>How the client's links are written, from the server, the member's value and what is asked for.</summary>
    public Func<ConnectedServer, JsonObject, JsonObject?, string>? Links { get; init; }

    public override string? Link(ConnectedServer server) => Links?.Invoke(server, Entry(server, null), Input);

    public override string Text(ConnectedServer server, string? token) => JsonText.Pretty(With([], server, token));

    public override string AddTo(string? existing, ConnectedServer server, string? token)
    {
        try
        {
            var all = existing is null ? [] : JsonNode.Parse(existing) as JsonObject ?? throw new FormatException("it is not a JSON object");
            return JsonText.Pretty(With(all, server, token)) + "\n";
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // A file with comments would lose them. One that names a member twice is read differently by different clients.
            throw new FormatException("it is not plain JSON", e);
        }
    }

    // What is there and is something else is not replaced.
    private static T? MemberOf<T>(JsonObject all, string name, string accepted)
        where T : JsonNode => all[name] is not { } member ? null : member as T ?? throw new FormatException($"its '{name}' is not {accepted}");

    private JsonObject With(JsonObject all, ConnectedServer server, string? token)
    {
        if (token is null && Input is { } input)
        {
            var inputs = MemberOf<JsonArray>(all, "inputs", "a list") ?? [];
            if (inputs.All(each => !JsonNode.DeepEquals(each?["id"], input["id"])))
            {
                inputs.Add(input.DeepClone());
            }

            if (inputs.Parent is null)
            {
                all["inputs"] = inputs;
            }
        }

        var servers = MemberOf<JsonObject>(all, Section, "an object") ?? [];
        servers[server.Id] = Entry(server, token);
        if (servers.Parent is null)
        {
            all[Section] = servers;
        }

        return all;
    }
}
