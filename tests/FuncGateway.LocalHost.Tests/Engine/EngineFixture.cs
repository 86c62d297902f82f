using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.Engine;

/// <summary>One engine for the tests of a class: stopping one takes a second.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private RunningEngine? _engine;

    public PinnedClock Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    internal RunningEngine Engine => _engine ?? throw new InvalidOperationException("The fixture has not been initialized; use it as IClassFixture<EngineFixture>.");

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _engine = await RunningEngine.StartAsync(_azurite, Time);
    }

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
