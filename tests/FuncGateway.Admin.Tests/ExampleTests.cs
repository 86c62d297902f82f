using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task EveryExampleOfTheOpenApiDocument_IsAnswered()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var document = (await gateway.SendAsync("GET", "/api/openapi.json")).Json;
        var tried = new List<string>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                if (operation!["requestBody"]?["content"]?["application/json"]?["example"] is { } example)
                {
                    var answer = await gateway.SendAsync(method.ToUpperInvariant(), path.Replace("{server}", "jobs", StringComparison.Ordinal), example.ToJsonString());
                    Assert.True(answer.Status == 200, $"{method} {path}: {answer.Text}");
                    tried.Add(path);
                }
            }
        }

        Assert.Superset(PolicyQuestions(document), tried.ToHashSet(StringComparer.Ordinal));
    }

    private static HashSet<string> PolicyQuestions(JsonNode document) =>
        document["paths"]!.AsObject().Select(path => path.Key).Where(path => path.StartsWith("/api/policies/", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
}
