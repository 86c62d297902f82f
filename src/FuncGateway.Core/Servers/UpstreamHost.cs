using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace FuncGateway.Core.Servers;

/// <summary>Checks the host of an upstream URL as written, without resolving it.</summary>
internal static class UpstreamHost
{
    /// <summary>Returns null if the host is an address or a plain ASCII name, otherwise a sentence that says what is wrong.</summary>
    public static string? WhatIsWrong(string host)
    {
        if (host.Length == 0)
        {
            return "The URL has no host.";
        }

        if (TryAddress(host, out _))
        {
            return null;
        }

        if (!host.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_'))
        {
            return $"The host '{host}' has characters outside letters, digits, '-', '_' and '.'; an international name is written as 'xn--…'.";
        }

        // .NET treats '127.0.0.1.', '1.2.3.4.5' and '0x7f.1.' as names, but some resolvers treat them as addresses.
        return LooksLikeNumber(host.TrimEnd('.').Split('.')[^1])
            ? $"The host '{host}' is a number in an unusual form; write the address as four decimal numbers."
            : null;
    }

    public static bool IsLoopback(string host)
    {
        var name = host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (TryAddress(host, out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>Reads a host that is an address, without its scope id.</summary>
    public static bool TryAddress(string host, [NotNullWhen(true)] out IPAddress? address)
    {
        address = IPAddress.TryParse(host, out var written) ? PlainAddress.WithoutScope(written) : null;
        return address is not null;
    }

    private static bool LooksLikeNumber(string label) =>
        label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || (label.Length > 0 && label.All(char.IsAsciiDigit));
}
