using Microsoft.Extensions.Configuration;

namespace FuncGateway.LocalHost.Tests;

public sealed class LocalSettingsTests
{
    [Fact]
    public void AddTo_WithAnAddress_MakesLinksToApprovalsLeadThere()
    {
        using var configuration = new ConfigurationManager();

        LocalSettings.AddTo(configuration, ["--urls=http://127.0.0.1:7099"]);

        Assert.Equal("http://127.0.0.1:7099", configuration["FuncGateway:Approvals:Webhook:PublicUrl"]);
    }
}
