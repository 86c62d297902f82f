using Azure.Core;
using Azure.Data.Tables;
using FuncGateway.LocalHost.Azurite;
using Xunit;

namespace FuncGateway.Testing.Azurite;

/// <summary>
/// Azurite, the storage emulator. One in-memory instance serves all tests of a process; each fixture has its own prefix for table names,
/// so that test classes do not see each other's rows.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<AzuriteProcess>> Shared = new(StartAsync);
    private string? _connectionString;

    public string ConnectionString => _connectionString ?? throw new InvalidOperationException("The fixture has not been initialized; use it as IClassFixture<AzuriteFixture>.");

    /// <summary>Letters and digits, starting with a letter: 17 of the 63 characters allowed in a table name.</summary>
    public string TablePrefix { get; } = $"t{Guid.NewGuid():N}"[..17];

    public async Task InitializeAsync() => _connectionString = (await Shared.Value).ConnectionString;

    /// <summary>A client that enforces the limits of the service, which Azurite does not.</summary>
    public TableServiceClient CreateTableService()
    {
        var options = new TableClientOptions();
        options.AddPolicy(new ServiceLimitsPolicy(), HttpPipelinePosition.PerCall);
        return new TableServiceClient(ConnectionString, options);
    }

    /// <summary>Does not stop Azurite, which other classes use. It exits with the process, which closes its standard input.</summary>
    public Task DisposeAsync() => Task.CompletedTask;

    private static Task<AzuriteProcess> StartAsync() =>
        AzuriteProcess.StartAsync(new AzuriteInstall(_ => { }, TimeProvider.System), new AzuriteOptions { AllServices = true }, TimeProvider.System, CancellationToken.None);
}
