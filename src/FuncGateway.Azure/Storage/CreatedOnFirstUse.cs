using Azure;
using FuncGateway.Core;

namespace FuncGateway.Azure.Storage;

/// <summary>
/// A table or container that is created on first use, and again if it is deleted while the gateway runs. Every failure of the service throws a
/// <see cref="StoreUnavailableException"/>.
/// </summary>
/// <param name="name">As the subject of a sentence.</param>
/// <param name="create">Creates it unless it exists.</param>
/// <param name="goneCode">The error code that says that it does not exist.</param>
internal sealed class CreatedOnFirstUse(string name, Func<Task> create, string goneCode)
{
    private readonly Lock _gate = new();
    private Task? _created;

    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await CreatedAsync().WaitAsync(cancellationToken);
            return await ask();
        }
        catch (Exception e) when (StoreFault.Is(e, cancellationToken))
        {
            ForgetIfGone(e);
            throw StoreFault.Of(e, name);
        }
    }

    private Task CreatedAsync()
    {
        lock (_gate)
        {
            return _created is null or { IsCompleted: true, IsCompletedSuccessfully: false } ? _created = create() : _created;
        }
    }

    private void ForgetIfGone(Exception fault)
    {
        if (fault is RequestFailedException { Status: 404 } failed && failed.ErrorCode == goneCode)
        {
            lock (_gate)
            {
                _created = null;
            }
        }
    }
}
