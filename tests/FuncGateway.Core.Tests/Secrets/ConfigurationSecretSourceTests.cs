using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Core.Tests.Secrets;

public sealed class ConfigurationSecretSourceTests
{
    [Theory]
    [InlineData("jobs", "plain")]
    [InlineData("JOBS", "plain")]
    [InlineData("jobs-api-key", "with underscores")]
    [InlineData("empty", null)]
    [InlineData("missing", null)]
    [InlineData("jobs:inner", null)]
    [InlineData("", null)]
    public async Task FindAsync_OfAName_LooksUnderSecretsOnly(string name, string? expected)
    {
        var settings = new Dictionary<string, string?>
        {
            ["FuncGateway:Secrets:jobs"] = "plain",
            ["FuncGateway:Secrets:jobs_api_key"] = "with underscores",
            ["FuncGateway:Secrets:empty"] = "",
            ["FuncGateway:Secrets:jobs:inner"] = "of another section",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var secrets = new ConfigurationSecretSource(key => configuration[key]);

        Assert.Equal(expected, await secrets.FindAsync(name, default));
    }
}
