using System.Reflection;
using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Core;
using FuncGateway.LocalHost.Azurite;

namespace FuncGateway.LocalHost;

/// <summary>A running gateway, with the storage that was started for it.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly string Version = typeof(RunningGateway).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly WebApplication _app;
    private readonly AzuriteProcess? _azurite;
    private readonly string _dataFolder;
    private bool _isStopped;

    /// <param name="app">Listening already.</param>
    /// <param name="azurite">What was started for it.</param>
    /// <param name="dataFolder">Where its address is kept until it stops.</param>
    public RunningGateway(WebApplication app, AzuriteProcess? azurite, LocalKeys keys, string dataFolder)
    {
        (_app, _azurite, _dataFolder, Keys) = (app, azurite, dataFolder, keys);
        if (FindUrl() is { } url)
        {
            LocalData.WriteAddress(dataFolder, url);
        }
    }

    public LocalKeys Keys { get; }

    /// <summary>Whether the Azurite that was started for it has ended, so that the storage will not come back.</summary>
    public bool HasLostAzurite => !_isStopped && _azurite is { HasExited: true };

    public IServiceProvider Services => _app.Services;

    /// <summary>The address it is listening on, with the actual port, such as <c>http://127.0.0.1:7071</c>.</summary>
    public string Url => FindUrl()
        ?? throw new InvalidOperationException("The gateway is not listening on a port.");

    /// <summary>
    /// Makes a link that signs a browser in to the console, once, within <see cref="SessionRegister.CodeLifetime"/>. The code is in the fragment, which
    /// browsers do not send.
    /// </summary>
    /// <param name="person">Who is signed in; null for the owner of the admin key.</param>
    /// <param name="path">The screen that the link leads to, such as <c>/approvals</c>.</param>
    public string NewConsoleLink(Person? person = null, string path = "")
    {
        var sessions = Services.GetRequiredService<SessionRegister>();
        return $"{Url}{Paths.Console}{path}#k={(person is null ? sessions.NewCode() : sessions.NewCode(person))}";
    }

    /// <summary>The first line of a gateway: version, address, and a link to the console.</summary>
    public string Headline => $"FuncGateway {Version}  {Url}   console {NewConsoleLink()}   Ctrl+C stops";

    /// <summary>Says how to open the console without the link.</summary>
    public string ConsoleText =>
        $"The console's link works once, within {SessionRegister.CodeLifetime.TotalMinutes:0} minutes. Later, sign in with the admin key, which is in {Keys.AdminKeySource}.";

    /// <summary>Returns once the gateway has stopped: because it was told to, or on its own.</summary>
    public async Task WaitForStopAsync(CancellationToken stop)
    {
        await _app.WaitForShutdownAsync(stop);
        _isStopped = true;
    }

    /// <summary>Stops what has been started of a gateway, the engine included. Disposing the application alone would leave the engine running.</summary>
    public static async ValueTask StopAsync(WebApplication? app, AzuriteProcess? azurite)
    {
        try
        {
            if (app is not null)
            {
                await app.StopAsync();
                await app.DisposeAsync();
            }
        }
        finally
        {
            if (azurite is not null)
            {
                await azurite.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (FindUrl() is { } url)
        {
            LocalData.DeleteAddress(_dataFolder, url);
        }

        // Stopping it again would wait for a storage that does not answer again.
        if (_isStopped)
        {
            await _app.DisposeAsync();
        }

        var running = _isStopped ? null : _app;
        _isStopped = true;
        await StopAsync(running, _azurite);
    }

    private string? FindUrl() => Services.GetRequiredService<IOwnAddress>().Find()?.GetLeftPart(UriPartial.Authority);
}
