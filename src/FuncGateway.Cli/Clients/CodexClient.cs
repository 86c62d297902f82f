using System.Text.Json;

namespace FuncGateway.Cli.Clients;

/// <summary>Codex, which has a TOML file and reads the token from an environment variable.</summary>
internal sealed record CodexClient() : AgentClient("codex", "Codex", new ConfigurationFile(".codex/config.toml", IsOfUser: true))
{
    public override string TokenSource => FromEnvironment;

    public override bool TakesToken => false;

    public override string Text(ConnectedServer server, string? token) => $"{Header(server)}\nurl = {JsonSerializer.Serialize(server.Url.ToString())}\nbearer_token_env_var = \"{TokenVariable}\"";

    // TOML can be written in many ways, so a server that is there already is not replaced.
    public override string AddTo(string? existing, ConnectedServer server, string? token) =>
        existing is null ? $"{Text(server, token)}\n"
        : existing.Split('\n').Any(line => line.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).StartsWith(Header(server), StringComparison.Ordinal)) ? throw new FormatException($"it has {Header(server)} already; change it there")
        : $"{existing.TrimEnd()}\n\n{Text(server, token)}\n";

    private static string Header(ConnectedServer server) => $"[mcp_servers.{server.Id}]";
}
