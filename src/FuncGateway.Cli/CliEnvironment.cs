using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli;

/// <summary>What a command knows of the process that it runs in.</summary>
/// <param name="Variable">An environment variable; null if it is not set.</param>
/// <param name="Folder">The current folder.</param>
/// <param name="ConfigurationFolder">Where the user's configuration is.</param>
/// <param name="LocalDataFolder">The data folder of a gateway on this machine.</param>
internal sealed record CliEnvironment(Terminal Terminal, TimeProvider Time, Func<string, string?> Variable, string Folder, string ConfigurationFolder, string LocalDataFolder)
{
    private const string ConfigurationVariable = "FUNCGATEWAY_CONFIG";

    /// <summary>That of this process.</summary>
    public static CliEnvironment OfProcess(Terminal terminal) => new(
        terminal,
        TimeProvider.System,
        Environment.GetEnvironmentVariable,
        Environment.CurrentDirectory,
        Environment.GetEnvironmentVariable(ConfigurationVariable) is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "funcgateway"),
        Environment.GetEnvironmentVariable("FuncGateway__DataFolder") is { Length: > 0 } data ? data : LocalData.DefaultFolder());

    // Redirects are not followed, and no proxy sees what is sent to this machine: the credential is for one address.
    public static HttpMessageHandler NewHandler(Uri address) =>
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(15) };

    /// <exception cref="CliException">The file cannot be read.</exception>
    public byte[] ReadFile(string name)
    {
        try
        {
            return File.ReadAllBytes(PathOf(name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCodes.NotFound, $"There is no file {name}.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Failed, Directory.Exists(PathOf(name)) ? $"{name} is a folder. Accepted: a file." : $"{name} cannot be read: {e.Message}", inner: e);
        }
    }

    /// <summary>A path as the user wrote it, below the current folder.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Folder);
}
