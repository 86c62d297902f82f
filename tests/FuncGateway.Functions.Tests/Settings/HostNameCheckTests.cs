using FuncGateway.Core;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions.Tests.Settings;

public sealed class HostNameCheckTests
{
    [Theory]
    [InlineData("WEBSITE_HOSTNAME", "localhost:7071")]
    [InlineData("WEBSITE_SITE_NAME", "my-app")]
    public void Validate_WhereTheHostKnowsItsAddress_Accepts(string setting, string value) =>
        Assert.True(Validate((setting, value)).Succeeded);

    [Theory]
    [InlineData("WEBSITE_HOSTNAME", "")]
    [InlineData("OTHER", "localhost")]
    public void Validate_WithoutAnAddress_NamesTheSettingAndWhatItIs(string setting, string value)
    {
        var result = Validate((setting, value));

        Assert.True(result.Failed);
        Assert.StartsWith("WEBSITE_HOSTNAME is not set", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("localhost:7071", result.FailureMessage, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate((string Name, string Value) setting) =>
        new HostNameCheck(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(setting.Name, (string?)setting.Value)]).Build()).Validate(null, new GatewayOptions());
}
