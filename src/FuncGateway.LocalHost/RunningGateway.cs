using FuncGateway.LocalHost.Azurite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FuncGateway.LocalHost;

/// <summary>A running gateway, with the storage that was started for it.</summary>
internal sealed class RunningGateway(WebApplication app, AzuriteProcess? azurite, LocalKeys keys) : IAsyncDisposable
{
    public LocalKeys Keys => keys;

    public IServiceProvider Services => app.Services;

    /// <summary>The address it is listening on, with the actual port, such as <c>http://127.0.0.1:7071</c>.</summary>
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The gateway is not listening.");

    public Task WaitForStopAsync() => app.WaitForShutdownAsync();

    /// <summary>Stops what has been started of a gateway, the engine included. Disposing the application alone would leave the engine running.</summary>
    public static async ValueTask StopAsync(WebApplication? app, AzuriteProcess? azurite)
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => StopAsync(app, azurite);
}
