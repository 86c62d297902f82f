using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Admin.People.Sessions;

/// <summary>
/// Values that are found by a secret of 32 random bytes (base64url), until their time is over. Only hashes of the secrets are kept, so that a memory dump
/// contains none. Thread-safe.
/// </summary>
/// <param name="max">How many are kept; one more removes the oldest.</param>
internal sealed class SecretTable<T>(TimeSpan lifetime, int max, TimeProvider time)
    where T : class
{
    private const int SecretBytes = 32;
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, (T Value, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Adds a value. Returns its secret.</summary>
    /// <param name="make">Is given the end of the value's time.</param>
    public string Add(Func<DateTimeOffset, T> make)
    {
        var (secret, now) = (NewSecret(), time.GetUtcNow());
        lock (_gate)
        {
            RemoveOld(now);
            _entries[HashOf(secret)] = (make(now + lifetime), now + lifetime);
        }

        return secret;
    }

    /// <summary>Returns null if there is no value with this secret, or its time is over.</summary>
    public T? Find(string secret)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(HashOf(secret), out var entry) && time.GetUtcNow() < entry.Until ? entry.Value : null;
        }
    }

    /// <summary>Removes the value and returns it, so that of several callers only one gets it.</summary>
    /// <inheritdoc cref="Find"/>
    public T? Take(string secret)
    {
        lock (_gate)
        {
            return _entries.Remove(HashOf(secret), out var entry) && time.GetUtcNow() < entry.Until ? entry.Value : null;
        }
    }

    // All values have the same lifetime, so the first is the oldest.
    private void RemoveOld(DateTimeOffset now)
    {
        while (_entries.Count > 0 && (_entries.Count >= max || _entries.GetAt(0).Value.Until <= now))
        {
            _entries.RemoveAt(0);
        }
    }

    private static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
