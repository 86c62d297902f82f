using FuncGateway.Core;
using FuncGateway.Core.Audit;
using FuncGateway.LocalHost.Calls;
using FuncGateway.LocalHost.Logs;
using FuncGateway.LocalHost.Terminal;
using Microsoft.Extensions.Logging.Console;

namespace FuncGateway.LocalHost;

/// <summary>What a gateway that a person has started shows on the terminal: its calls, and its log in single lines. Dispose it after the gateway.</summary>
internal sealed class GatewayTerminal : IAsyncDisposable
{
    /// <summary>How long a person waits at most, if the storage does not answer any more. Audit maintenance alone may take 10 s.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly bool _showsTraces;
    private readonly TerminalQueue _queue;
    private readonly CallLines _calls;
    private readonly TerminalLogs _logs;

    /// <param name="settings">As on the command line.</param>
    public GatewayTerminal(string[] settings, TimeProvider time)
    {
        _showsTraces = Tracing.IsOnWith(settings);
        _queue = new TerminalQueue(ConsoleLines.Write, time);
        _calls = new CallLines(_queue, time);
        _logs = new TerminalLogs(_queue, time);
    }

    public void ShowCalls() => _calls.IsOn = true;

    /// <summary>Registers what shows the calls and the log of a gateway, instead of the console's logger.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, NoSignals>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        Decorate(services);
        if (!_showsTraces)
        {
            services.Remove(services.First(service => service.ImplementationType == typeof(ConsoleLoggerProvider)));
            services.AddSingleton<ILoggerProvider>(_logs);
        }
    }

    /// <summary>Lets the log tell a single failure from a storage that does not answer.</summary>
    public void Watch(RunningGateway gateway) => _logs.Watch(gateway.Services.GetRequiredService<IStoreHealth>(), () => gateway.HasLostAzurite);

    public async ValueTask DisposeAsync()
    {
        await _calls.DisposeAsync();
        await _logs.DisposeAsync();
        await _queue.DisposeAsync();
    }

    private void Decorate(IServiceCollection services)
    {
        var store = services.Last(service => service.ServiceType == typeof(IAuditStore)).ImplementationType ?? throw new InvalidOperationException("The audit store is not registered by its type.");
        services.AddSingleton<IAuditStore>(provider => new ShownAuditStore((IAuditStore)ActivatorUtilities.CreateInstance(provider, store), _calls));
    }
}
