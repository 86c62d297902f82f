using System.ComponentModel.DataAnnotations;
using System.Reflection;
using FuncGateway.Admin.People;
using FuncGateway.Azure.Secrets;
using FuncGateway.Core;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Secrets;
using FuncGateway.Functions.Tests.Shells;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace FuncGateway.Functions.Tests.Settings;

public sealed class FunctionsServicesTests
{
    private const string Insights = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:1/";

    [Fact]
    public void Services_WithTheSample_StartAndMakeEveryFunction()
    {
        using var app = Build(SampleSettings.With());
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        foreach (var type in Shell.All.Select(shell => shell.Method.DeclaringType).OfType<Type>().Where(type => !type.IsAbstract))
        {
            Assert.IsType(type, ActivatorUtilities.CreateInstance(app.Services, type));
        }

        Assert.NotNull(ActivatorUtilities.CreateInstance<RateCounterEntity>(app.Services));
    }

    [Fact]
    public void Body_OfTheLongestMessageThatCanBeSet_PassesTheWorker()
    {
        using var app = Build(SampleSettings.With());
        var longest = typeof(GatewayOptions).GetProperty(nameof(GatewayOptions.MaxBodyBytes))?.GetCustomAttribute<RangeAttribute>()?.Maximum;
        Assert.True(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize > Assert.IsType<int>(longest));
    }

    [Fact]
    public void SignIn_WithEmptySettings_IsOff()
    {
        using var app = Build(SampleSettings.With());
        Assert.Null(app.Services.GetRequiredService<IOptions<AdminOptions>>().Value.AdminKey);
        Assert.False(app.Services.GetRequiredService<IOptions<EntraOptions>>().Value.IsSet);
    }

    [Fact]
    public void SignIn_WithEntraSettings_ReadsThem()
    {
        using var app = Build(SampleSettings.With(
            ("FuncGateway:Entra:TenantId", "11111111-2222-3333-4444-555555555555"), ("FuncGateway:Entra:Audience", "api://gateway")));
        Assert.Equal("api://gateway", app.Services.GetRequiredService<IOptions<EntraOptions>>().Value.Audience);
    }

    [Fact]
    public async Task Secrets_WithoutAVault_ComeFromTheSettings()
    {
        using var app = Build(SampleSettings.With(("FuncGateway:Secrets:orders", "value-of-orders")));
        Assert.Equal("value-of-orders", await app.Services.GetRequiredService<ISecretSource>().FindAsync("orders", CancellationToken.None));
    }

    [Fact]
    public void Secrets_WithAVault_ComeFromThere()
    {
        using var app = Build(SampleSettings.With(("FuncGateway:KeyVaultUri", "https://vault.example.net")));
        Assert.Equal("CheckedSecrets", app.Services.GetRequiredService<ISecretSource>().GetType().Name);
        Assert.NotNull(app.Services.GetService<VaultsSecretSource>());
        Assert.Contains(app.Services.GetServices<IHostedService>(), service => service.GetType().Name == "SecretKeysCheck");
    }

    [Fact]
    public void Secrets_WithAVaultForServersOnly_DoNotStart()
    {
        var refused = Assert.Throws<ArgumentException>(() => Build(SampleSettings.With(("FuncGateway:UpstreamKeyVaultUri", "https://vault.example.net"))));
        Assert.Contains("FuncGateway:KeyVaultUri", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://vault.example.net")]
    [InlineData("my-vault")]
    [InlineData("http://[")]
    public void Secrets_WithAVaultForServersThatIsNotHttps_DoNotStart(string upstream)
    {
        var refused = Assert.Throws<ArgumentException>(() => Build(SampleSettings.With(("FuncGateway:KeyVaultUri", "https://vault.example.net"), ("FuncGateway:UpstreamKeyVaultUri", upstream))));
        Assert.StartsWith($"FuncGateway:UpstreamKeyVaultUri is '{upstream}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_WhereTheHostHasNoAddress_DoNotStartAndSayWhichSettingIsMissing()
    {
        using var app = Build(SampleSettings.With(("WEBSITE_HOSTNAME", null)));
        var refused = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith("WEBSITE_HOSTNAME is not set", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_ByIdentity_IsReadAsThePlatformNamesIt()
    {
        var storage = new FunctionsSettings(SampleSettings.With(
            ("AzureWebJobsStorage", null), ("AzureWebJobsStorage:accountName", "account1"), ("AzureWebJobsStorage:clientId", "identity-1"))).ReadStorage();
        Assert.Equal(("account1", "identity-1"), (storage.AccountName, storage.ClientId));
        Assert.Null(storage.Check());
    }

    [Fact]
    public void Telemetry_WithTheSettingsOfThePlatform_IsReadFromThem()
    {
        var telemetry = new FunctionsSettings(SampleSettings.With(
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=1;Authorization=AAD"), ("WEBSITE_SITE_NAME", "app1"))).ReadTelemetry();
        Assert.Equal((Insights, "ClientId=1;Authorization=AAD", "app1"), (telemetry.ConnectionString, telemetry.Authentication, telemetry.ServiceName));
        Assert.True(telemetry is { SendsToAzure: true, SendsOtlp: false });
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights, true)]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "", false)]
    public void Telemetry_IsThere_WhenItHasSomewhereToGo(string setting, string value, bool isThere)
    {
        using var app = Build(SampleSettings.With((setting, value)));
        Assert.Equal(isThere, app.Services.GetService<TracerProvider>() is not null);
    }

    [Fact]
    public void Services_WithTheSampleInAzure_DoNotStartAndNameEveryPublishedKey()
    {
        using var app = Build(SampleSettings.With(("WEBSITE_INSTANCE_ID", "instance-1")));

        var refused = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            ["AzureWebJobsStorage", "FuncGateway:Approvals:EncryptionKey", "FuncGateway:SessionKey"],
            refused.Failures.Select(failure => failure.Split(' ')[2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CleanUp_OfTheStores_CoversEveryRetentionOnceAndPoliciesAfterTheAudit()
    {
        using var app = Build(SampleSettings.With());

        Assert.Equal(
            ["approvals", "audit records", "checkpoints of the audit log", "revisions of retired policies", "owners of tasks and request states", "hours of usage", "recorded arguments"],
            app.Services.GetServices<IRetention>().Select(retention => retention.What));
        Assert.NotNull(app.Services.GetRequiredService<Retentions>());
    }

    [Fact]
    public void Services_WithoutStorage_DoNotStart() =>
        Assert.Throws<ArgumentException>(() => Build(SampleSettings.With(("AzureWebJobsStorage", ""))));

    // The worker uses a generic host too; it is built here but not started.
    private static IHost Build(IConfiguration configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddLogging().AddFunctionsHost(builder.Configuration);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        return builder.Build();
    }
}
