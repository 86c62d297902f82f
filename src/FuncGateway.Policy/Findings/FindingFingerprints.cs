using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Policies.Findings;

/// <summary>Identifies the findings of a server across scans, so that code scanning shows the same finding once.</summary>
internal sealed class FindingFingerprints(string server)
{
    private const int Bytes = 16;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The fingerprint of the next finding: a hash of server, code, tool and place, and which one it is at that place, such as <c>9f2c…:1</c>.</summary>
    public string Next(Finding finding)
    {
        // No part but the last can have a line feed in it: ids and codes have none, and the length of the tool's name comes before it.
        var text = string.Create(CultureInfo.InvariantCulture, $"{server}\n{finding.Code.Id}\n{finding.Tool.Length}\n{finding.Tool}\n{finding.Where}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
        var count = _counts[hash] = _counts.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}:{count}");
    }
}
