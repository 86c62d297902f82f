using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Gateway;

/// <summary>
/// Finds the gateway that a command is for: the one of <c>--url</c>, of the environment, of <c>fgw login</c>, or the one on this machine, in this order.
/// </summary>
internal sealed class GatewayFinder(CliEnvironment environment)
{
    public const string UrlVariable = "FUNCGATEWAY_URL";
    public const string TokenVariable = "FUNCGATEWAY_TOKEN";
    private const string AcceptedToken = "the admin key, or an access token of Microsoft Entra";
    private const string GrantPrefix = "fgw_";

    // More than any answer has that is read as a whole.
    private const int MaxAnswer = 256 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <param name="url">The value of <c>--url</c>; null if it was not given.</param>
    public GatewayClient Find(string? url)
    {
        var folder = environment.LocalDataFolder;
        var local = Local(folder);
        var login = url is null && environment.Variable(UrlVariable) is not { Length: > 0 } ? SavedLogin.Find(environment.ConfigurationFolder) : null;
        var address = AddressOf(url, login) ?? local;
        return Of(address, BearerOf(address, login, local, folder));
    }

    /// <summary>A client of a gateway whose address and credential are known.</summary>
    public GatewayClient Of(GatewayAddress address, IBearerSource bearer) => new(
        new HttpClient(CliEnvironment.NewHandler(address.Url), disposeHandler: true) { Timeout = Timeout, MaxResponseContentBufferSize = MaxAnswer }, address, bearer, environment.Time);

    private GatewayAddress? AddressOf(string? url, SavedLogin? login) =>
        url is not null ? GatewayAddress.Parse(url, "--url")
        : environment.Variable(UrlVariable) is { Length: > 0 } variable ? GatewayAddress.Parse(variable, UrlVariable)
        : login is not null ? GatewayAddress.Parse(login.Url, "of 'fgw login'") with { Advice = "Check that it is running, or leave it with 'fgw logout'." }
        : null;

    private static GatewayAddress Local(string folder) =>
        GatewayAddress.Parse(LocalData.FindAddress(folder)?.ToString() ?? LocalHostApp.DefaultUrl, "on this machine") with { Advice = "Start one with 'fgw serve', or name another with --url." };

    private IBearerSource BearerOf(GatewayAddress address, SavedLogin? login, GatewayAddress local, string folder)
    {
        if (environment.Variable(TokenVariable)?.Trim() is { Length: > 0 } token)
        {
            if (token.StartsWith(GrantPrefix, StringComparison.Ordinal))
            {
                throw new CliException(ExitCodes.NotSignedIn, $"{TokenVariable} is the token of a grant, which is for agents. Accepted: {AcceptedToken}.");
            }

            if (!IsToken(token))
            {
                throw new CliException(ExitCodes.NotSignedIn, $"{TokenVariable} is no token: it has spaces, line breaks or characters that no token has. Accepted: {AcceptedToken}.");
            }

            return new KnownBearer(token, $"It is the one of {TokenVariable}.");
        }

        login ??= SavedLogin.Find(environment.ConfigurationFolder);
        if (login?.Scope is { } scope && GatewayAddress.Parse(login.Url, "of 'fgw login'").Url == address.Url)
        {
            return new AzureBearer(login.Tenant, scope);
        }

        var path = Path.Combine(folder, LocalData.AdminKeyFile);

        // The admin key is for the gateway of its folder, and is sent to no other program.
        return address.Url.IsLoopback && address.Url.Port == local.Url.Port && File.Exists(path)
            ? new KnownBearer(ReadKey(path), $"The admin key is the one in {path}; if the gateway has another, set {TokenVariable}.")
            : new KnownBearer(null, $"Sign in with 'fgw login --url {address.Url.GetLeftPart(UriPartial.Authority)}', or set {TokenVariable}.");
    }

    private static bool IsToken(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string ReadKey(string path)
    {
        try
        {
            var key = File.ReadAllText(path).Trim();
            return IsToken(key) ? key : throw new CliException(ExitCodes.NotSignedIn, $"{path} holds no admin key: it has spaces, line breaks or characters that no key has.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.NotSignedIn, $"The admin key in {path} cannot be read: {e.Message}", inner: e);
        }
    }
}
