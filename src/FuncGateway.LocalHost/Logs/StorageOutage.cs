namespace FuncGateway.LocalHost.Logs;

/// <summary>Whether the storage answers, as far as the terminal has been told.</summary>
/// <param name="answers">Asks the storage.</param>
/// <param name="isLost">Whether it has ended for good.</param>
internal sealed class StorageOutage(Func<Task<bool>> answers, Func<bool> isLost, TimeProvider time)
{
    /// <summary>For so long after the storage is back, attempts that began before still fail.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(15);

    private DateTimeOffset? _since;
    private DateTimeOffset _backAt = DateTimeOffset.MinValue;

    public bool IsAway => _since is not null;

    /// <summary>Whether a message says nothing that the line about the outage does not say.</summary>
    public bool Covers(LogEvent message) => IsAway ? message.MayFollowFromStorage : message.IsOfStorage && time.GetUtcNow() - _backAt < Aftermath;

    /// <summary>Returns the sentence for a storage that has just gone or come back; null if nothing has changed.</summary>
    public async Task<string?> LookAsync()
    {
        var answer = await answers();
        var now = time.GetUtcNow();
        if (_since is null && !answer)
        {
            _since = now;
            return isLost()
                ? "The storage does not answer: Azurite has ended. The gateway denies calls; stop it and start it again."
                : "The storage does not answer. The gateway denies calls until it does.";
        }

        if (_since is { } since && answer)
        {
            (_since, _backAt) = (null, now);
            return $"The storage answers again, after {(now - since).TotalSeconds:0} s.";
        }

        return null;
    }
}
