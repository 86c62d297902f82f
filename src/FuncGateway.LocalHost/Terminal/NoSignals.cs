namespace FuncGateway.LocalHost.Terminal;

/// <summary>A lifetime that leaves signals to <see cref="StopSignals"/>, which handles them before and after the host runs too.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
