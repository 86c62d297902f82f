using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Http;

public sealed class QueryCheckTests
{
    [Fact]
    public async Task EveryOperation_RefusesAQueryParameterThatItDoesNotDeclare()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        foreach (var operation in MappedOperations.Of(gateway.Services))
        {
            var path = operation.Path.Replace("{server}", "jobs", StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x');

            var answer = await gateway.SendAsync(operation.Method, $"{path}?no-such-parameter=1");

            answer.AssertProblem(400);
            Assert.StartsWith("The query parameter 'no-such-parameter' is unknown.", answer.Detail, StringComparison.Ordinal);
            Assert.EndsWith(
                operation.Query.Count == 0 ? "This path accepts no query parameters." : $"Accepted: {string.Join(", ", operation.Query.Select(parameter => parameter.Name))}.",
                answer.Detail,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("limit=1&limit=2", "The query parameter 'limit' is given 2 times. Accepted: once.")]
    [InlineData("limit=1&Limit=2", "The query parameter '")]
    [InlineData("Limit=2", "The query parameter 'Limit' is unknown. Accepted: state, ")]
    [InlineData("=2", "The query parameter '' is unknown.")]
    [InlineData("limit[]=2", "The query parameter 'limit[]' is unknown.")]
    [InlineData("fgw_abcdefgh", "The query parameter 'fgw_…' is unknown.")]
    public async Task ARequest_WhoseParametersCouldBeReadInTwoWays_IsRefused(string query, string detail)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/approvals?{query}");

        answer.AssertProblem(400);
        Assert.StartsWith(detail.TrimEnd('.'), answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChange_WithAnUnknownParameter_IsRecordedAsRefusedAndNotMade()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        (await gateway.SendAsync("PUT", "/api/servers/jobs/policies/seed?dryrun=true", """{"version":"1","default":"allow"}""")).AssertProblem(400);

        Assert.Equal("\"r1\"", (await gateway.SendAsync("GET", "/api/servers/jobs/policies/seed")).Tag);
        var entry = (await gateway.SendAsync("GET", "/api/audit?stream=admin&limit=200")).Json["items"]?.AsArray().Single(item => (string?)item?["outcome"] == "refused");
        Assert.Equal("putPolicy 400", $"{entry?["action"]} {entry?["status"]}");
    }
}
