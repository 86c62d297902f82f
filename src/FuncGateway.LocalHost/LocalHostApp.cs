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

namespace FuncGateway.LocalHost;

/// <summary>The gateway in a single process on this machine, for evaluation, tests and benchmarks. Not for production.</summary>
internal static class LocalHostApp
{
    public const string DefaultUrl = "http://127.0.0.1:7071";

    /// <summary>Serves until stopped. Returns 0 when done, 1 if the start failed.</summary>
    public static async Task<int> ServeAsync(string[] args)
    {
        try
        {
            await using var app = await StartAsync(args, Console.Error);
            await Console.Out.WriteLineAsync($"FuncGateway is listening on {app.Url}. Stop with Ctrl+C.");
            await Console.Out.WriteLineAsync(app.NewConsoleText());
            await app.WaitForStopAsync();
            return 0;
        }
        catch (Exception e) when (IsExpectedAtStart(e))
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>Whether the message of an exception at start is enough for the user: a setting, a port, a missing tool, a storage that does not answer.</summary>
    public static bool IsExpectedAtStart(Exception e) => e is NodeSetupException or IOException or ArgumentException or StoreUnavailableException or Microsoft.Extensions.Options.OptionsValidationException
        or InvalidOperationException { InnerException: FormatException or ArgumentException };

    public static int Usage()
    {
        Console.Error.WriteLine(
            """
            Usage: FuncGateway.LocalHost [serve | demo [--exit | --approvals]] [--urls URL] [--FuncGateway:NAME=VALUE ...]
                   FuncGateway.LocalHost verify-audit --help
              serve          the gateway, until it is stopped (default)
              demo           the gateway in front of a sample server, with a policy and a client that shows what it does;
                             with --approvals an agent then asks for a refund and waits for you to decide
              verify-audit   verifies an export of the audit log, without the gateway
            """);
        return 2;
    }

    /// <summary>Starts storage, then the gateway. Disposing the result stops both.</summary>
    /// <param name="output">Receives progress messages.</param>
    /// <param name="configure">Called last to change services, for example to set a test's clock.</param>
    public static async Task<RunningGateway> StartAsync(string[] args, TextWriter output, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        LocalSettings.AddTo(builder.Configuration, args);
        var keys = LocalKeys.FindOrMake(builder.Configuration);
        var azurite = await DevelopmentStorage.StartIfNeededAsync(builder.Configuration, output);
        WebApplication? app = null;
        try
        {
            app = Build(builder, keys, configure);
            await app.StartAsync();
            return new RunningGateway(app, azurite, keys);
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

    private static WebApplication Build(WebApplicationBuilder builder, LocalKeys keys, Action<IServiceCollection>? configure)
    {
        var storage = HostSettings.ReadStorage(builder.Configuration);

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
