using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.ToolChecks;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Policies;

/// <summary>Reads policy documents and compares them with the tools that a server had when it was last scanned.</summary>
public sealed class PolicyChecks(IInventoryStore inventories)
{
    /// <summary>Returns the warnings about the document and then those about the server's tools. A server that was never scanned has none of the latter.</summary>
    /// <param name="server">Null: the document is only read.</param>
    /// <param name="document">UTF-8 JSON.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<PolicyReading> CheckAsync(ServerId? server, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var reading = PolicyReader.Read(document.Span);
        if (server is null || reading.Policy is null || await inventories.FindNewestAsync(server, cancellationToken) is not { } snapshot)
        {
            return reading;
        }

        return reading with { Warnings = [.. reading.Warnings, .. ToolCheck.Find(reading, ToolsOf(snapshot))] };
    }

    /// <summary>Returns the tools that a server had when it was last scanned; null if it never was.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<ServerTools?> FindToolsAsync(ServerId server, CancellationToken cancellationToken) =>
        await inventories.FindNewestAsync(server, cancellationToken) is { } snapshot ? ToolsOf(snapshot) : null;

    private static ServerTools ToolsOf(Snapshot snapshot)
    {
        var tools = snapshot.NamedTools.Select(named => ToolDefinition.TryRead(named.Value, out var tool, out _) ? tool : null).OfType<ToolDefinition>();

        // A tool without a usable name is not compared, so the list is complete only if there is none.
        return new ServerTools([.. tools], snapshot.Scanned.Tools.Stopped is null && snapshot.Scanned.Tools.Entries.All(entry => Snapshot.NameOf(entry) is not null));
    }
}
