namespace FuncGateway.Cli.Clients;

/// <summary>An MCP client, and how it is told to use the gateway.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Title">As people call it.</param>
/// <param name="File">Where its configuration is; null if it is a program that people write.</param>
internal abstract record AgentClient(string Name, string Title, ConfigurationFile? File)
{
    /// <summary>The environment variable that configurations read the token from, so that it is in no file.</summary>
    public const string TokenVariable = "FUNCGATEWAY_GRANT_TOKEN";

    protected const string FromEnvironment = $"The token is read from {TokenVariable}.";

    /// <summary>Where the token comes from if it is not part of the configuration.</summary>
    public abstract string TokenSource { get; }

    /// <summary>Whether the token can be part of the configuration.</summary>
    public virtual bool TakesToken => true;

    /// <summary>What to write into the file, or the program.</summary>
    /// <param name="token">Null to have it read from the environment, or entered, where the client can do that.</param>
    public abstract string Text(ConnectedServer server, string? token);

    /// <summary>An address that makes the client offer to add the server; null if the client has none. There is never a token in it, because addresses are kept in histories and logs.</summary>
    public virtual string? Link(ConnectedServer server) => null;

    /// <summary>Adds the server to the client's file.</summary>
    /// <param name="existing">The file's text; null if it does not exist.</param>
    /// <exception cref="FormatException">The text is not what the client reads.</exception>
    public abstract string AddTo(string? existing, ConnectedServer server, string? token);
}

/// <summary>A server that an agent connects to through the gateway.</summary>
internal sealed record ConnectedServer(string Id, Uri Url);

/// <summary>The file of a client's configuration.</summary>
/// <param name="Path">Below the project's folder, or that of the user.</param>
internal sealed record ConfigurationFile(string Path, bool IsOfUser);
