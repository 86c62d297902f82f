using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.LocalHost;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Console.Tests;

public sealed class ApiDescriptionTests
{
    // The console's types are generated from its copy.
    [Fact]
    public async Task Description_ThatTheConsoleIsBuiltWith_IsTheServedOne()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var served = (await gateway.SendAsync("GET", Paths.OpenApiDocument)).Json;
        var copy = JsonNode.Parse(await File.ReadAllTextAsync(Checkout.Folder("src/FuncGateway.Console/openapi.json")));

        Assert.True(JsonNode.DeepEquals(served, copy), "The API has changed. Start a gateway and run 'npm run api' in src/FuncGateway.Console.");
    }
}
