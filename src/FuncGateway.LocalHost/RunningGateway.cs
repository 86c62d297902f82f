using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Core;
using FuncGateway.LocalHost.Azurite;

namespace FuncGateway.LocalHost;

/// <summary>A running gateway, with the storage that was started for it.</summary>
internal sealed class RunningGateway(WebApplication app, AzuriteProcess? azurite, LocalKeys keys) : IAsyncDisposable
{
    public LocalKeys Keys => keys;

    public IServiceProvider Services => app.Services;

    /// <summary>The address it is listening on, with the actual port, such as <c>http://127.0.0.1:7071</c>.</summary>
    public string Url => app.Services.GetRequiredService<IOwnAddress>().Find()?.GetLeftPart(UriPartial.Authority)
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

    /// <summary>Makes a link, and says how to open the console with it, and later without it.</summary>
    public string NewConsoleText() =>
        $"Console: {NewConsoleLink()}\nThe link works once, within {SessionRegister.CodeLifetime.TotalMinutes:0} minutes. Later, sign in at {Url}{Paths.Console} with the admin key, which is in {Keys.AdminKeySource}.";

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
