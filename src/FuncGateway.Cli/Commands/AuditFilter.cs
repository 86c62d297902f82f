using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary>The options that choose entries of the audit log.</summary>
internal sealed class AuditFilter
{
    private static readonly string[] Verdicts = ["allow", "deny", "hold", "limited", "hidden"];

    private readonly Option<bool> _changes = new("--changes") { Description = "What people change, instead of what agents do. Needs the role Admin." };
    private readonly Option<string> _server = new("--server") { Description = "Of this server.", HelpName = "server" };
    private readonly Option<string> _grant = new("--grant") { Description = "Of this grant: its label, its id, or the beginning of its id.", HelpName = "grant" };
    private readonly Option<string> _tool = new("--tool") { Description = "Of this tool.", HelpName = "tool" };
    private readonly Option<string> _rule = new("--rule") { Description = "Decided by this rule, exactly as in the entry.", HelpName = "pointer" };
    private readonly Option<string> _method = new("--method") { Description = "Of this method, such as tools/call.", HelpName = "method" };
    // PowerShell makes several words of a list with commas.
    private readonly Option<string[]> _verdict = new("--verdict")
    {
        Description = $"With one of these verdicts, separated by commas: {string.Join(", ", Verdicts)}.",
        HelpName = "verdicts",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _outcome = new("--outcome") { Description = "With this outcome, such as answered, error or unknown.", HelpName = "outcome" };
    private readonly Option<string> _since = new("--since") { Description = $"Not before: {TimeOptions.Accepted}.", HelpName = "time" };
    private readonly Option<string> _until = new("--until") { Description = $"Before: {TimeOptions.Accepted}.", HelpName = "time" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _changes, _server, _grant, _tool, _rule, _method, _verdict, _outcome, _since, _until })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads the options, and finds the grant that is named by its label.</summary>
    public async Task<Chosen> ReadAsync(Invocation invocation)
    {
        var now = invocation.Time.GetUtcNow();
        var verdicts = (invocation.Get(_verdict) ?? []).SelectMany(each => each.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        if (verdicts.Except(Verdicts).FirstOrDefault() is { } wrong)
        {
            throw new CliException(ExitCodes.Usage, $"--verdict is '{wrong}'. Accepted: {string.Join(", ", Verdicts)}, separated by commas.");
        }

        var chosen = new Chosen(verdicts, invocation.Get(_changes)) { HasStart = invocation.Get(_since) is not null };
        chosen.Add("stream", invocation.Get(_changes) ? "admin" : null);
        chosen.Add("server", invocation.Get(_server));
        chosen.Add("grant", invocation.Get(_grant) is { } grant ? Members.IdOf(await invocation.GrantAsync(grant)) : null);
        chosen.Add("tool", invocation.Get(_tool));
        chosen.Add("rule", invocation.Get(_rule));
        chosen.Add("method", invocation.Get(_method));
        chosen.Add("verdict", verdicts is [var only] ? only : null);
        chosen.Add("outcome", invocation.Get(_outcome));
        chosen.Add("from", TimeOptions.Since(invocation.Get(_since), "--since", now));
        chosen.Add("to", TimeOptions.Since(invocation.Get(_until), "--until", now));
        return chosen;
    }

    /// <summary>Which entries were chosen.</summary>
    /// <param name="IsChanges">Whether they are what people change.</param>
    internal sealed record Chosen(IReadOnlyCollection<string> Verdicts, bool IsChanges)
    {
        private readonly List<KeyValuePair<string, string>> _parameters = [];

        /// <summary>Whether the first time is named.</summary>
        public bool HasStart { get; init; }

        public void Add(string name, string? value)
        {
            if (value is not null)
            {
                _parameters.Add(KeyValuePair.Create(name, value));
            }
        }

        public ApiRequest Apply(ApiRequest request) => _parameters.Aggregate(request, (all, each) => all.With(each.Key, each.Value));

        /// <summary>Without times, which a tail does not have.</summary>
        public ApiRequest ApplyToTail(ApiRequest request) => _parameters.Where(each => each.Key is not ("from" or "to")).Aggregate(request, (all, each) => all.With(each.Key, each.Value));

        // The gateway takes one verdict only.
        public bool Accepts(JsonNode entry) => Verdicts.Count < 2 || Verdicts.Contains(Members.TextOf(entry, "verdict"));
    }
}
