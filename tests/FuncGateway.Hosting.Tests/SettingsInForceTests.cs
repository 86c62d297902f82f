using FuncGateway.Admin.Settings;
using FuncGateway.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Hosting.Tests;

public sealed class SettingsInForceTests
{
    // Text settings that contain no credential. A new one is either added here or marked as secret.
    private static readonly string[] Harmless =
    [
        "FuncGateway:Audit:CheckpointKeyName", "FuncGateway:Approvals:Webhook:PublicUrl", "FuncGateway:Entra:Audience", "FuncGateway:Entra:Authority", "FuncGateway:Entra:ClientId",
        "FuncGateway:Entra:TenantId", "FuncGateway:InternalUpstreams", "FuncGateway:PublicHosts", "FuncGateway:UpstreamSecretPrefix",
    ];

    [Fact]
    public void List_OfEachKindOfProvider_NamesTheOneWithTheHighestPrecedence()
    {
        var configuration = new ConfigurationBuilder()
            .Add(new NamedSettings(NamedSettings.Default, Of(("FuncGateway:KeepAlive", "00:00:10"))))
            .Add(new NamedSettings("local.settings.json", Of(("FuncGateway:KeepAlive", "00:00:11"), ("FuncGateway:MaxBodyBytes", "2000"), ("FuncGateway:PublicHosts:0", "a"), ("FuncGateway:PublicHosts:1", "b"), ("FuncGateway:ConnectTimeout", "00:00:07"))))
            .AddInMemoryCollection(Of(("FuncGateway:SessionKey", "canary"), ("FuncGateway:Entra:Audience", "")))
            .AddCommandLine(["--FuncGateway:KeepAlive=00:00:12"]);
        var chained = new ConfigurationBuilder().AddConfiguration(configuration.Build()).Build();

        foreach (var each in new IConfiguration[] { configuration.Build(), chained })
        {
            var settings = ListOf(each).ToDictionary(setting => setting.Name, setting => $"{setting.Value} from {setting.Source}");

            Assert.Equal("00:00:12 from command line", settings["FuncGateway:KeepAlive"]);
            Assert.Equal("2000 from local.settings.json", settings["FuncGateway:MaxBodyBytes"]);
            Assert.Equal("a, b from local.settings.json", settings["FuncGateway:PublicHosts"]);
            Assert.Equal("(set) from other", settings["FuncGateway:SessionKey"]);
            Assert.Equal(" from default", settings["FuncGateway:Entra:Audience"]);
            Assert.Equal("00:00:45 from default", settings["FuncGateway:Approvals:Hold"]);
            Assert.Equal("FuncGateway from default", settings["FuncGateway:TablePrefix"]);
        }
    }

    [Fact]
    public void List_OfASettingInTheEnvironment_SaysSo()
    {
        var name = $"FuncGatewaySettingsTest{Guid.NewGuid():N}_";
        Environment.SetEnvironmentVariable($"{name}FuncGateway__KeepAlive", "00:00:13");
        try
        {
            var setting = ListOf(new ConfigurationBuilder().AddEnvironmentVariables(name).Build()).Single(setting => setting.Name == "FuncGateway:KeepAlive");
            Assert.Equal(("00:00:13", "environment"), (setting.Value, setting.Source));
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{name}FuncGateway__KeepAlive", null);
        }
    }

    [Fact]
    public void List_OfAUrlWithCredentials_ShowsNone()
    {
        var setting = ListOf(new ConfigurationBuilder().AddInMemoryCollection(Of(("FuncGateway:Approvals:Webhook:PublicUrl", "https://user:canary@gateway.example.com"))).Build())
            .Single(setting => setting.Name == "FuncGateway:Approvals:Webhook:PublicUrl");
        Assert.Equal(("(set)", true), (setting.Value, setting.IsSecret));
    }

    [Fact]
    public void List_HasEverySettingOfTheSample()
    {
        var sample = SampleFile.Values().Select(setting => setting.Name.Replace("__", ":", StringComparison.Ordinal)).Where(name => name.StartsWith("FuncGateway:", StringComparison.Ordinal)).ToArray();
        var listed = ListOf(new ConfigurationBuilder().AddInMemoryCollection(Of([.. SampleFile.Values().Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value))])).Build()).Select(setting => setting.Name).ToHashSet();

        Assert.Empty(sample.Where(name => !listed.Contains(name) && !listed.Contains(name[..name.LastIndexOf(':')])).Except(["FuncGateway:KeyVaultUri", "FuncGateway:UpstreamKeyVaultUri"]));
    }

    [Fact]
    public void EveryTextSetting_IsSecretOrKnownToBeHarmless()
    {
        using var services = Provide(new ConfigurationBuilder().Build());
        var texts = services.GetServices<SettingsSection>().SelectMany(section => TextsOf(section.Name, section.Options));

        Assert.Equal(Harmless.Order(StringComparer.Ordinal), texts.Where(text => !text.IsSecret).Select(text => text.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, bool IsSecret)> TextsOf(string section, Type options) => SettingProperties.Of(options).SelectMany(property =>
        SettingProperties.IsSection(property.PropertyType) ? TextsOf($"{section}:{property.Name}", property.PropertyType)
        : property.PropertyType.IsValueType ? []
        : [($"{section}:{property.Name}", property.IsDefined(typeof(SecretSettingAttribute), inherit: false))]);

    private static IReadOnlyList<SettingInForce> ListOf(IConfiguration configuration)
    {
        using var services = Provide(configuration);
        return new SettingsInForce(HostKind.Local, configuration, services.GetServices<SettingsSection>(), services).List();
    }

    private static ServiceProvider Provide(IConfiguration configuration) =>
        new ServiceCollection().AddSingleton(configuration).AddLogging().AddSingleton(TimeProvider.System).AddGatewaySettings().BuildServiceProvider();

    private static Dictionary<string, string?> Of(params (string Name, string Value)[] settings) => settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
}
