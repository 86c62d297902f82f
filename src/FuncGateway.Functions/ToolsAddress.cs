using FuncGateway.Core;

namespace FuncGateway.Functions;

/// <summary>The address that <c>func start</c> listens on, which it sets in <c>WEBSITE_HOSTNAME</c>. In Azure people use the public host of the settings.</summary>
/// <param name="hostName">Host and port, such as <c>localhost:7071</c>; null if there is none.</param>
public sealed class ToolsAddress(string? hostName) : IOwnAddress
{
    public Uri? Find() => Uri.TryCreate($"{Uri.UriSchemeHttp}://{hostName}", UriKind.Absolute, out var address) && address.IsLoopback ? address : null;
}
