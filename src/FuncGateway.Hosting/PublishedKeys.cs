using FuncGateway.Core.Secrets;
using FuncGateway.Core.Webhooks;

namespace FuncGateway.Hosting;

/// <summary>Keys that anyone can read, because they are printed in this repository or in public documentation. They are for local use only.</summary>
public static class PublishedKeys
{
    /// <summary>The account key of Azurite, the same in every installation.</summary>
    public const string Azurite = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>A connection string that stands for Azurite with that key.</summary>
    public const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>The keys of <c>local.settings.sample.json</c>.</summary>
    public static IReadOnlyList<string> OfTheSample { get; } = ["bG9jYWwtZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQh"];

    private const int MinKeyBytes = 16;
    private static readonly byte[][] SampleBytes = [.. OfTheSample.Select(Convert.FromBase64String)];

    /// <summary>Returns where the key in a setting's value is published, as words of a sentence; null if it is not.</summary>
    public static string? WhereFound(string value)
    {
        if (value.Contains(Azurite, StringComparison.Ordinal) || value.Contains(DevelopmentStorage, StringComparison.OrdinalIgnoreCase))
        {
            return "the key of the storage emulator, which is public";
        }

        // The same key can be written in several ways: base64 is read with line breaks, for example, and the key of a webhook with a prefix.
        return KeyMaterial.TryRead(value.Trim(), WebhookSignature.SecretPrefix, MinKeyBytes, out var key) ? WhereFound(key) : null;
    }

    private static string? WhereFound(byte[] key)
    {
        if (SampleBytes.Any(sample => key.AsSpan().SequenceEqual(sample)))
        {
            return "a key of local.settings.sample.json, which is public";
        }

        return key.AsSpan().ContainsAnyExcept(key[0]) ? null : "a key of equal bytes, which anyone can guess";
    }
}
