using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>
/// Verifies checkpoints by themselves, one after the other in the order of their numbers: numbering, links, signatures, and that no chain becomes shorter,
/// changes or disappears from one to the next. Whether the log is what they state is verified elsewhere.
/// </summary>
public sealed class CheckpointCheck(IEnumerable<CheckpointPublicKey> keys)
{
    private readonly Dictionary<string, CheckpointPublicKey> _keys = keys.DistinctBy(key => key.Kid).ToDictionary(key => key.Kid, StringComparer.Ordinal);
    private readonly List<CheckpointProblem> _problems = [];
    private Dictionary<string, CheckpointChain> _chains = new(StringComparer.Ordinal);
    private Checkpoint? _last;
    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;

    public IReadOnlyList<CheckpointProblem> Problems => _problems;

    /// <summary>The number of checkpoints so far.</summary>
    public long Count { get; private set; }

    public static async Task<IReadOnlyList<CheckpointProblem>> RunAsync(IAsyncEnumerable<Checkpoint> checkpoints, IEnumerable<CheckpointPublicKey> keys, CancellationToken cancellationToken)
    {
        var check = new CheckpointCheck(keys);
        await foreach (var checkpoint in checkpoints.WithCancellation(cancellationToken))
        {
            check.Add(checkpoint);
        }

        return check.Problems;
    }

    /// <summary>Verifies one more. Returns its content, or null if it cannot be read.</summary>
    public CheckpointContent? Add(Checkpoint checkpoint)
    {
        Count++;
        CheckNumber(checkpoint);
        if (!CheckpointContent.TryRead(checkpoint.Content, out var content) || content.Format != CheckpointContent.CurrentFormat)
        {
            Report(CheckpointProblemKind.Unreadable, checkpoint, "is not in the format of checkpoints");
            _last = checkpoint;
            return null;
        }

        CheckSignature(checkpoint);
        CheckLink(checkpoint, content);
        CheckTime(checkpoint, content);
        CheckChains(checkpoint, content);
        _last = checkpoint;
        return content;
    }

    private void CheckNumber(Checkpoint checkpoint)
    {
        var expected = (_last?.Number ?? 0) + 1;
        if (checkpoint.Number > expected)
        {
            var missing = checkpoint.Number == expected + 1 ? $"checkpoint {expected} is" : $"checkpoints {expected} to {checkpoint.Number - 1} are";
            Report(CheckpointProblemKind.Truncated, checkpoint, $"is the next one, but {missing} missing");
        }
        else if (checkpoint.Number < expected)
        {
            Report(CheckpointProblemKind.Broken, checkpoint, $"follows checkpoint {expected - 1}");
        }
    }

    private void CheckSignature(Checkpoint checkpoint)
    {
        if (!_keys.TryGetValue(checkpoint.KeyId, out var key))
        {
            Report(CheckpointProblemKind.UnknownKey, checkpoint, $"was signed with the key '{checkpoint.KeyId}', which is unknown");
        }
        else if (!TryDecode(checkpoint.Signature, out var signature) || !key.Verifies(Encoding.UTF8.GetBytes(checkpoint.Content), signature))
        {
            Report(CheckpointProblemKind.Broken, checkpoint, "is not what was signed");
        }
    }

    private void CheckLink(Checkpoint checkpoint, CheckpointContent content)
    {
        if (content.Number != checkpoint.Number)
        {
            Report(CheckpointProblemKind.Broken, checkpoint, $"was signed as checkpoint {content.Number}");
        }

        // Across a gap, which was reported, there is nothing to compare with.
        var isNext = checkpoint.Number == (_last?.Number ?? 0) + 1;
        if (isNext && content.Previous != (_last?.Hash ?? CheckpointContent.NoPrevious))
        {
            Report(CheckpointProblemKind.Broken, checkpoint, "does not follow the checkpoint before");
        }
    }

    private void CheckTime(Checkpoint checkpoint, CheckpointContent content)
    {
        if (content.At < _lastAt)
        {
            Report(CheckpointProblemKind.Broken, checkpoint, "is older than the checkpoint before");
        }

        _lastAt = content.At;
    }

    private void CheckChains(Checkpoint checkpoint, CheckpointContent content)
    {
        var chains = new Dictionary<string, CheckpointChain>(StringComparer.Ordinal);
        foreach (var chain in content.Chains)
        {
            if (!chains.TryAdd(chain.Chain, chain))
            {
                Report(CheckpointProblemKind.Broken, checkpoint, $"names the chain {chain.Chain} twice");
            }
            else if (_chains.TryGetValue(chain.Chain, out var before))
            {
                CheckChain(checkpoint, before, chain);
            }
        }

        var firstDay = DateOnly.FromDateTime(content.At.UtcDateTime).DayNumber - 1;
        foreach (var gone in _chains.Keys.Where(name => !chains.ContainsKey(name) && DayOf(name)?.DayNumber >= firstDay))
        {
            Report(CheckpointProblemKind.Truncated, checkpoint, $"no longer names the chain {gone}");
        }

        _chains = chains;
    }

    private void CheckChain(Checkpoint checkpoint, CheckpointChain before, CheckpointChain chain)
    {
        if (chain.Blocks < before.Blocks)
        {
            Report(CheckpointProblemKind.Truncated, checkpoint, $"says that the chain {chain.Chain} has {chain.Blocks} blocks; an earlier one said {before.Blocks}");
        }
        else if (chain.Blocks == before.Blocks && chain.Hash != before.Hash)
        {
            Report(CheckpointProblemKind.Forked, checkpoint, $"gives block {chain.Blocks} of the chain {chain.Chain} another hash than an earlier one");
        }
        else if (before.Closed && (!chain.Closed || chain.Blocks > before.Blocks))
        {
            Report(CheckpointProblemKind.Broken, checkpoint, $"says that the chain {chain.Chain} went on after it was closed");
        }
    }

    private void Report(CheckpointProblemKind kind, Checkpoint checkpoint, string what) =>
        _problems.Add(new(kind, checkpoint.Number, $"Checkpoint {checkpoint.Number} {what}."));

    // A chain is named stream/day/writer.
    private static DateOnly? DayOf(string chain) =>
        chain.Split('/') is [_, var day, ..] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return bytes.Length == 64;
    }
}
