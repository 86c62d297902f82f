using FuncGateway.Admin.People.Sessions;
using FuncGateway.Admin.Settings;
using FuncGateway.Azure;
using FuncGateway.Azure.Audit.Checkpoints;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Core.Secrets;
using FuncGateway.Hosting;
using FuncGateway.LocalHost.Engine;
using FuncGateway.LocalHost.Node;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost;

/// <summary>The gateway in a single process on this machine, for evaluation, tests and benchmarks. Not for production.</summary>
internal static class LocalHostApp
{
    public const string DefaultUrl = "http://127.0.0.1:7071";

    /// <summary>Starts storage, then the gateway. Disposing the result stops both.</summary>
    /// <param name="output">Receives progress messages.</param>
    /// <param name="configure">Called last to change services, for example to set a test's clock.</param>
    /// <exception cref="StartException">A port is taken, or the storage cannot be used.</exception>
    /// <exception cref="NodeSetupException">Azurite is needed, and cannot be installed or did not start.</exception>
    public static async Task<RunningGateway> StartAsync(string[] args, TextWriter output, Action<IServiceCollection>? configure = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        LocalSettings.AddTo(builder.Configuration, args);
        await OwnPorts.CheckAsync(builder.Configuration["urls"], cancellationToken);
        var keys = LocalKeys.FindOrMake(builder.Configuration);
        var azurite = await DevelopmentStorage.StartIfNeededAsync(builder.Configuration, output, cancellationToken);
        WebApplication? app = null;
        try
        {
            using var progress = new Progress("Starting the gateway", output.WriteLine, TimeProvider.System);
            app = await BuildAsync(builder, keys, configure, cancellationToken);
            await app.StartAsync(cancellationToken);
            return new RunningGateway(app, azurite, keys, LocalSettings.DataFolderOf(builder.Configuration));
        }
        catch (Exception)
        {
            // The engine may have been started even if the port is taken, so it is stopped too.
            await RunningGateway.StopAsync(app, azurite);
            throw;
        }
    }

    // The admin pipeline signs people in itself. With these keys, WebApplication does not do so before every request, the agents' included.
    private static void SkipSharedSignIn(IApplicationBuilder app) =>
        app.Properties["__AuthenticationMiddlewareSet"] = app.Properties["__AuthorizationMiddlewareSet"] = true;

    private static async Task<WebApplication> BuildAsync(WebApplicationBuilder builder, LocalKeys keys, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        var storage = HostSettings.ReadStorage(builder.Configuration);
        if (storage.Check() is null && storage.ConnectionString is { Length: > 0 } connection)
        {
            await StorageProbe.CheckAsync(connection, TimeProvider.System, cancellationToken);
        }

        // Called unsafe because a handler that blocks would hold up its connection. None here does, and a hand-over between threads costs more than most steps of a call.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddFuncGateway(HostKind.Local).AddTables(storage).AddCheckpointStorage(storage).AddEngine(EngineSettings.Read(builder.Configuration, storage)).AddHostedService<DailyCleanUp>().AddHostedService<HourlyCheckpoint>().AddHostedService<DailyVerification>()
            .AddGatewayTelemetry(HostSettings.ReadTelemetry(builder.Configuration));
        builder.Services.AddSessions();
        builder.Services.AddSingleton<ISecretSource>(new ConfigurationSecretSource(key => builder.Configuration[key]));
        builder.Services.AddSingleton<IOwnAddress, ListeningAddress>();
        builder.Services.AddSingleton<ICheckpointKey>(new FileCheckpointKey(Path.Combine(LocalSettings.DataFolderOf(builder.Configuration), FileCheckpointKey.FileName)));
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        SkipSharedSignIn(app);
        var pipeline = app.Services.GetRequiredService<GatewayPipeline>();
        app.Run(pipeline.HandleAsync);
        return app;
    }
}
