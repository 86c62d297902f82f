namespace FuncGateway.LocalHost.Terminal;

/// <summary>Says every few seconds what is being waited for, until it is disposed.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ITimer _timer;

    /// <param name="what">As the beginning of a line, such as "Starting Azurite".</param>
    public Progress(string what, Action<string> tell, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        _timer = time.CreateTimer(_ => tell($"{what} … {time.GetElapsedTime(begun).TotalSeconds:0} s"), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();
}
