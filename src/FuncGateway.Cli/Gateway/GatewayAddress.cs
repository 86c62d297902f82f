namespace FuncGateway.Cli.Gateway;

/// <summary>Where a gateway is, and how that is known.</summary>
/// <param name="Url">Scheme, host and port.</param>
/// <param name="Source">For a message, such as <c>--url</c>.</param>
/// <param name="Advice">What to do if it does not answer.</param>
internal sealed record GatewayAddress(Uri Url, string Source, string Advice)
{
    /// <exception cref="CliException">The text is not the address of a gateway.</exception>
    public static GatewayAddress Parse(string text, string source)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            throw new CliException(LocalHost.ExitCodes.Usage, $"{source} is '{text}'. Accepted: the address of a gateway, such as https://contoso.azurewebsites.net or http://127.0.0.1:7071.");
        }

        // A token must not travel in the clear.
        return url.Scheme == "https" || url.IsLoopback
            ? new GatewayAddress(new Uri(url.GetLeftPart(UriPartial.Authority)), source, "Check the address, and that the gateway is running.")
            : throw new CliException(LocalHost.ExitCodes.Usage, $"{source} is '{text}'. Accepted: https, or http on this machine only, because every request carries a credential.");
    }
}
