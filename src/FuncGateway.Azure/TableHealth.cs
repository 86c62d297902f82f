using FuncGateway.Azure.Servers;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;

namespace FuncGateway.Azure;

/// <summary>Reads a row that does not exist from the table of servers: the cheapest request that needs the account, the identity and the table.</summary>
internal sealed class TableHealth : IStoreHealth
{
    private readonly FreshCache<string, bool> _answers;

    public TableHealth(Tables tables, TimeProvider time) => _answers = new(
        async (name, cancellationToken) =>
        {
            await tables.Get(name).FindAsync("health", "health", cancellationToken);
            return true;
        },
        _ => TimeSpan.FromSeconds(2),
        capacity: 1,
        time);

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _answers.GetAsync(TableServerStore.Table, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
