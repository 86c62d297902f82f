using System.Text.Json;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;

namespace FuncGateway.Testing.Gateways;

/// <summary>A scanner that finds what the test says, without asking a server.</summary>
public sealed class FakeScanner : IServerScanner
{
    private static readonly ServerFacts Facts = new("2025-11-25", "jobs", "1.0", null);

    /// <summary>The result of the next scans: at first a server without tools.</summary>
    public ScanResult Result { get; set; } = new ScanResult.Reached(ServerWith());

    /// <summary>What happens during each scan.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public int Scans { get; private set; }

    /// <param name="tools">Each a JSON object, as in <c>tools/list</c>.</param>
    public static ScannedServer ServerWith(params string[] tools) => new(Facts, new([.. tools.Select(tool => JsonElement.Parse(tool))]), ScannedList.Empty, ScannedList.Empty, ScannedList.Empty);

    /// <inheritdoc cref="ServerWith"/>
    public void Finds(params string[] tools) => Result = new ScanResult.Reached(ServerWith(tools));

    public async Task<ScanResult> ScanAsync(Server server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Scans++;
        await Meanwhile();
        return Result;
    }
}
