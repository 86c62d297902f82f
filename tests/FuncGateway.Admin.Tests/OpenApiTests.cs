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
        Assert.Equal(["name", "upstreamUrl", "headers", "approvalWebhook", "onChange", "trusted"], body?["properties"]?.AsObject().Select(property => property.Key));
        Assert.Equal(["name", "upstreamUrl"], body?["required"]?.AsArray().Select(name => (string?)name));
        Assert.False((bool?)body?["additionalProperties"]);
        Assert.Contains("422", put?["responses"]?.AsObject().Select(response => response.Key) ?? []);
        Assert.Equal(["server", "probe", "If-Match", "If-None-Match"], put?["parameters"]?.AsArray().Select(parameter => (string?)parameter?["name"]));
        Assert.Equal("Roles: Admin.", (string?)put?["description"]);
    }
}
