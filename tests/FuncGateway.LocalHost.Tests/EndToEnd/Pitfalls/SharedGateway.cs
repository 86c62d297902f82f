using System.Globalization;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>One gateway for the tests of a class; each test has its own upstream, server id and grant.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private LocalGateway? _gateway;
    private int _servers;

    public LocalGateway Gateway => _gateway ?? throw new InvalidOperationException("The fixture has not been initialized; use it as IClassFixture<SharedGateway>.");

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _gateway = await LocalGateway.StartAsync(_azurite);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>Starts another gateway with its own settings on the same storage.</summary>
    public Task<LocalGateway> StartAnotherAsync(params string[] settings) => LocalGateway.StartAsync(_azurite, TimeProvider.System, settings);

    internal Task<Route> OpenAsync(string policy = Policies.AllowAll) =>
        Route.OpenAsync(Gateway, string.Create(CultureInfo.InvariantCulture, $"s{Interlocked.Increment(ref _servers)}"), policy);
}
