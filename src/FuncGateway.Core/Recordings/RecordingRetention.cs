namespace FuncGateway.Core.Recordings;

/// <summary>Deletes recorded arguments when the time of their server has passed.</summary>
public sealed class RecordingRetention(IRecordingStore store, TimeProvider time) : IRetention
{
    public string What => "recorded arguments";

    public Task<int> RunAsync(CancellationToken cancellationToken) => store.DeleteAsync(time.GetUtcNow(), cancellationToken);
}
