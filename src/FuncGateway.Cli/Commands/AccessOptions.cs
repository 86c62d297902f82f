using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary>The options that say which servers a grant reaches, and under which policies.</summary>
internal sealed class AccessOptions
{
    private readonly Option<string> _server = new("--server") { Description = "The server that it reaches.", HelpName = "server" };
    private readonly Option<string> _policy = new("--policy") { Description = "The policy that it is under there.", HelpName = "policy" };

    private readonly Option<string[]> _access = new("--access")
    {
        Description = "A server that it reaches, and the policy there, as SERVER=POLICY. May be repeated.",
        HelpName = "server=policy",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_policy);
        command.Options.Add(_access);
    }

    /// <summary>Returns null if nothing was named.</summary>
    public JsonArray? Read(Invocation invocation)
    {
        var pairs = (invocation.Get(_access) ?? []).Select(each => each.Split('=', 2)).ToArray();
        if (pairs.FirstOrDefault(pair => pair.Length < 2 || pair[0].Length == 0 || pair[1].Length == 0) is { } wrong)
        {
            throw new CliException(ExitCodes.Usage, $"--access is '{string.Join('=', wrong)}'. Accepted: SERVER=POLICY.");
        }

        var (server, policy) = (invocation.Get(_server), invocation.Get(_policy));
        if (policy is not null && server is null)
        {
            throw new CliException(ExitCodes.Usage, "--policy is given without --server. Accepted: both, or --access SERVER=POLICY.");
        }

        if (server is not null && policy is null)
        {
            throw new CliException(ExitCodes.Usage, "--server is given without --policy, so every call would be denied. Accepted: both, or --access SERVER=POLICY.");
        }

        var access = new JsonArray([.. pairs.Select(pair => To(pair[0], pair[1]))]);
        if (server is not null)
        {
            access.Insert(0, To(server, policy));
        }

        return access.Count > 0 ? access : null;
    }

    private static JsonObject To(string server, string? policy) => new() { ["server"] = server, ["policy"] = policy };

    /// <summary>Adds what was named to the body of a change. A policy alone is for the one server that the grant reaches.</summary>
    public void Change(Invocation invocation, JsonObject body)
    {
        if (invocation.Get(_policy) is { } policy && invocation.Get(_server) is null && (invocation.Get(_access) ?? []).Length == 0)
        {
            body["policy"] = policy;
        }
        else if (Read(invocation) is { } access)
        {
            body["access"] = access;
        }
    }
}
