using System.Text.Json.Nodes;
using FuncGateway.Admin.Tests.Http;
using FuncGateway.Core;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_ListsEveryEndpointAndNothingElse()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var document = (await gateway.SendAsync("GET", Paths.OpenApiDocument, bearer: null)).Json;
        Assert.True(document["status"] is null, string.Join("\n", gateway.Log.Lines));

        var described = document["paths"]?.AsObject().SelectMany(path => path.Value?.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}") ?? []);
        Assert.Equal(MappedOperations.Of(gateway.Services).Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal), described?.Order(StringComparer.Ordinal));
        Assert.Equal("3.1.0", (string?)document["openapi"]);
    }

    [Fact]
    public async Task Document_HasTheSchemaOfWhatIsTakenAndGiven()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var document = (await gateway.SendAsync("GET", Paths.OpenApiDocument)).Json;

        var put = document["paths"]?["/api/servers/{server}"]?["put"];
        var body = put?["requestBody"]?["content"]?["application/json"]?["schema"];
        Assert.Equal(["name", "upstreamUrl", "headers", "approvalWebhook", "onChange", "trusted", "recordArguments", "recordArgumentsDays"], body?["properties"]?.AsObject().Select(property => property.Key));
        Assert.Equal(["name", "upstreamUrl"], body?["required"]?.AsArray().Select(name => (string?)name));
        Assert.False((bool?)body?["additionalProperties"]);
        Assert.Contains("422", put?["responses"]?.AsObject().Select(response => response.Key) ?? []);
        Assert.Equal(["server", "probe", "If-Match", "If-None-Match"], put?["parameters"]?.AsArray().Select(parameter => (string?)parameter?["name"]));
        Assert.Equal("Roles: Admin.", (string?)put?["description"]);
    }

    [Fact]
    public async Task Document_RefersToNothingButItsComponents()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var document = (await gateway.SendAsync("GET", Paths.OpenApiDocument)).Json;

        var names = document["components"]?["schemas"]?.AsObject().Select(schema => schema.Key) ?? [];
        var references = ReferencesIn(document).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(references.Except(names.Select(name => $"#/components/schemas/{name}")));
        Assert.Empty(names.Select(name => $"#/components/schemas/{name}").Except(references));
    }

    [Fact]
    public async Task Document_DescribesATypeThatIsUsedSeveralTimesOnce()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var document = (await gateway.SendAsync("GET", Paths.OpenApiDocument)).Json;
        var schemas = document["components"]?["schemas"];

        const string Verdicts = """{"$ref":"#/components/schemas/VerdictsView"}""";
        Assert.Equal(Verdicts, schemas?["UsagePeriodView"]?["properties"]?["verdicts"]?.ToJsonString());
        Assert.Equal(Verdicts, schemas?["OverviewView"]?["properties"]?["last24Hours"]?.ToJsonString());
        Assert.Equal("object", (string?)schemas?["VerdictsView"]?["type"]);
        Assert.Equal("""{"type":"integer"}""", schemas?["VerdictsView"]?["properties"]?["allow"]?.ToJsonString());
        Assert.Equal("""{"type":["integer","null"]}""", schemas?["PolicyView"]?["properties"]?["restoredFrom"]?.ToJsonString());
        Assert.Equal(
            """{"anyOf":[{"$ref":"#/components/schemas/FrozenView"},{"type":"null"}]}""", schemas?["OverviewView"]?["properties"]?["frozen"]?.ToJsonString());
        Assert.Equal(
            """{"$ref":"#/components/schemas/OverviewView"}""",
            document["paths"]?["/api/overview"]?["get"]?["responses"]?["200"]?["content"]?["application/json"]?["schema"]?.ToJsonString());
        Assert.Contains("304", document["paths"]?["/api/overview"]?["get"]?["responses"]?.AsObject().Select(response => response.Key) ?? []);
    }

    private static IEnumerable<string> ReferencesIn(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(field => field is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : ReferencesIn(field.Value)),
        JsonArray list => list.SelectMany(ReferencesIn),
        _ => [],
    };
}
