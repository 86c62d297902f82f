using System.ComponentModel.DataAnnotations;
using System.Reflection;
using FuncGateway.Functions.Durable;
using FuncGateway.Functions.Tests.Shells;
using FuncGateway.Gateway;
using FuncGateway.Gateway.People;
using FuncGateway.Gateway.Servers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FuncGateway.Functions.Tests.Settings;

public sealed class FunctionsServicesTests
{
    [Fact]
    public async Task Services_WithTheSample_StartAndMakeEveryFunction()
    {
        await using var services = Build(SampleSettings.With());
        services.GetRequiredService<IStartupValidator>().Validate();
        foreach (var type in Shell.All.Select(shell => shell.Method.DeclaringType).OfType<Type>().Where(type => !type.IsAbstract))
        {
            Assert.IsType(type, ActivatorUtilities.CreateInstance(services, type));
        }

        Assert.NotNull(ActivatorUtilities.CreateInstance<RateCounterEntity>(services));
    }

    [Fact]
    public async Task Body_OfTheLongestMessageThatCanBeSet_PassesTheWorker()
    {
        await using var services = Build(SampleSettings.With());
        var longest = typeof(GatewayOptions).GetProperty(nameof(GatewayOptions.MaxBodyBytes))?.GetCustomAttribute<RangeAttribute>()?.Maximum;
        Assert.True(services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize > Assert.IsType<int>(longest));
    }

    [Fact]
    public async Task SignIn_WithEmptySettings_IsOff()
    {
        await using var services = Build(SampleSettings.With());
        Assert.Null(services.GetRequiredService<IOptions<AdminOptions>>().Value.AdminKey);
        Assert.False(services.GetRequiredService<IOptions<EntraOptions>>().Value.IsSet);
    }

    [Fact]
    public async Task SignIn_WithEntraSettings_ReadsThem()
    {
        await using var services = Build(SampleSettings.With(
            ("FuncGateway:Entra:TenantId", "11111111-2222-3333-4444-555555555555"), ("FuncGateway:Entra:Audience", "api://gateway")));
        Assert.Equal("api://gateway", services.GetRequiredService<IOptions<EntraOptions>>().Value.Audience);
    }

    [Fact]
    public async Task Secrets_WithoutAVault_ComeFromTheSettings()
    {
        await using var services = Build(SampleSettings.With(("FuncGateway:Secrets:orders", "value-of-orders")));
        Assert.Equal("value-of-orders", await services.GetRequiredService<ISecretSource>().FindAsync("orders", CancellationToken.None));
    }

    [Fact]
    public async Task Secrets_WithAVault_ComeFromThere()
    {
        await using var services = Build(SampleSettings.With(("FuncGateway:KeyVaultUri", "https://vault.example.net")));
        Assert.Equal("KeyVaultSecretSource", services.GetRequiredService<ISecretSource>().GetType().Name);
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
    public void Services_WithoutStorage_DoNotStart() =>
        Assert.Throws<ArgumentException>(() => Build(SampleSettings.With(("AzureWebJobsStorage", ""))));

    private static ServiceProvider Build(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(configuration);
        return services.AddFunctionsHost(configuration).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
