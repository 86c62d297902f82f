using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>An upstream URL as it is shown: without its query, which often contains a key.</summary>
internal static class UpstreamUrlView
{
    /// <summary>Stands for a query that is not shown. In a request it keeps the stored one, if scheme, host, port and path are unchanged.</summary>
    public const string HiddenQuery = "?" + ServerView.Set;

    public static string Of(Uri url) => url.Query.Length > 1 ? AddressOf(url) + HiddenQuery : url.AbsoluteUri;

    /// <summary>Returns the stored URL, if it has a query and the same address.</summary>
    public static Uri? StoredOf(Uri written, Server? stored) =>
        stored?.UpstreamUrl is { Query.Length: > 1 } url && AddressOf(url) == AddressOf(written) ? url : null;

    private static string AddressOf(Uri url) => url.GetLeftPart(UriPartial.Path);
}
