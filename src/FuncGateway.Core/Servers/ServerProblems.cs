using System.Collections.Concurrent;

namespace FuncGateway.Core.Servers;

/// <summary>
/// Why servers did not answer when this process last reached for them: a scan, a probe or a request of an agent. In memory, so each process knows only what
/// it met itself. Thread-safe.
/// </summary>
public sealed class ServerProblems
{
    private readonly ConcurrentDictionary<ServerId, string> _problems = new();

    /// <summary>Returns a sentence; null if the server answered last, or was not reached for.</summary>
    public string? Find(ServerId server) => _problems.GetValueOrDefault(server);

    /// <param name="problem">Null: the server answered. Called for every request, so it takes no lock if there was no problem before.</param>
    public void Note(ServerId server, string? problem)
    {
        if (problem is not null)
        {
            _problems[server] = problem;
        }
        else if (_problems.ContainsKey(server))
        {
            _problems.TryRemove(server, out _);
        }
    }
}
