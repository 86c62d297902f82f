using System.Collections.Concurrent;
using FuncGateway.Core.Servers;
using FuncGateway.Policies;
using FuncGateway.Policies.Documents;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Policies;

/// <summary>A compiled policy with its id and revision number.</summary>
public sealed record PublishedPolicy(PolicyId Id, int Revision, Policy Policy);

/// <summary>The policies in force, at most 2 s old. Each revision is compiled once, however often it is read.</summary>
public sealed partial class PublishedPolicies
{
    private readonly ConcurrentDictionary<(ServerId Server, PolicyId Policy), Compiled> _compiled = new();
    private readonly FreshCache<(ServerId Server, PolicyId Policy), PublishedPolicy?> _current;
    private readonly IPolicyStore _store;
    private readonly ILogger<PublishedPolicies> _logger;

    public PublishedPolicies(IPolicyStore store, TimeProvider time, ILogger<PublishedPolicies> logger)
    {
        _current = new(LoadAsync, _ => CacheAge.Max, MaxPolicies, time);
        _store = store;
        _logger = logger;
    }

    private const int MaxPolicies = 1_000;

    /// <summary>Returns null if the policy does not exist or its document no longer compiles; every call is then denied.</summary>
    public ValueTask<PublishedPolicy?> FindAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken) =>
        FindAsync(server, policy, CacheAge.Max, cancellationToken);

    /// <param name="maxAge">Reads the store if the policy in memory is older than this.</param>
    /// <inheritdoc cref="FindAsync(ServerId, PolicyId, CancellationToken)"/>
    public ValueTask<PublishedPolicy?> FindAsync(ServerId server, PolicyId policy, TimeSpan maxAge, CancellationToken cancellationToken) =>
        _current.GetAsync((server, policy), maxAge, cancellationToken);

    private async Task<PublishedPolicy?> LoadAsync((ServerId Server, PolicyId Policy) key, CancellationToken cancellationToken)
    {
        var revision = await _store.FindCurrentAsync(key.Server, key.Policy, cancellationToken);
        if (revision is null)
        {
            return null;
        }

        if (_compiled.TryGetValue(key, out var compiled) && compiled.Revision == revision.Number)
        {
            return compiled.Policy;
        }

        return Remember(key, new(revision.Number, Compile(revision))).Policy;
    }

    private Compiled Remember((ServerId Server, PolicyId Policy) key, Compiled compiled)
    {
        if (_compiled.Count >= MaxPolicies)
        {
            _compiled.Clear();
        }

        return _compiled[key] = compiled;
    }

    // This release may refuse a document that an older one accepted. A partly valid policy is not used at all.
    private PublishedPolicy? Compile(PolicyRevision revision)
    {
        var reading = PolicyReader.Read(revision.Document.Span);
        if (reading.Policy is not null)
        {
            return new(revision.Policy, revision.Number, reading.Policy);
        }

        var first = reading.Problems.Count > 0 ? reading.Problems[0] : new Problem("", "The document cannot be read.");
        LogDoesNotCompile(revision.Server, revision.Policy, revision.Number, first.Path, first.Message);
        return null;
    }

    [LoggerMessage(LogLevel.Error, "Every call under policy {Policy} of {Server} is denied: revision {Revision} cannot be used. At {Path}: {Problem}")]
    private partial void LogDoesNotCompile(ServerId server, PolicyId policy, int revision, string path, string problem);

    private sealed record Compiled(int Revision, PublishedPolicy? Policy);
}
