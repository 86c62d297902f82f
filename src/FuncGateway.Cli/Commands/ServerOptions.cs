using System.CommandLine;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Commands;

/// <summary>The options with which a server is added or changed.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string> _name = new("--name") { Description = "A name for people.", HelpName = "text" };

    private readonly Option<string[]> _headers = new("--header")
    {
        Description = "A header of every request to the server, as NAME=VALUE or NAME=@secret:NAME. Without a value, the header is removed. May be repeated.",
        HelpName = "name=value",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _onChange = GlobalOptions.Choice("--on-change", "What happens when the definition of a tool changes: notify, or hide the tool until it is accepted.", "notify", "hide");
    private readonly Option<bool?> _trusted = new("--trusted") { Description = "Whether the hints of its tools may lower their class.", HelpName = "true|false" };
    private readonly Option<string> _webhook = new("--approval-webhook") { Description = "The webhook that is notified of approvals. Empty: the gateway's own.", HelpName = "url" };
    private readonly Option<string> _webhookSecret = new("--approval-webhook-secret") { Description = "Signs the messages to that webhook: @secret:NAME.", HelpName = "secret" };
    private readonly Option<string> _webhookFormat = new("--approval-webhook-format") { Description = "The format of the messages to that webhook, such as json or slack.", HelpName = "format" };

    private readonly Option<string> _record = GlobalOptions.Choice("--record-arguments", "Whether the arguments of calls are kept, encrypted, so that replays are exact: none or sealed.", "none", "sealed");
    private readonly Option<int?> _recordDays = new("--record-days") { Description = "For how many days they are kept, 1 to 30. Default: 7.", HelpName = "number" };

    public ServerOptions() => _headers.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"--header is '{token.Value}'. Accepted: NAME=VALUE, such as Authorization=@secret:github.");
        }
    });

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _name, _headers, _onChange, _trusted, _record, _recordDays, _webhook, _webhookSecret, _webhookFormat })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Changes what was named.</summary>
    /// <param name="body">As <c>PUT /api/servers/{server}</c> takes it.</param>
    public JsonObject Apply(Invocation invocation, JsonObject body)
    {
        SetIfGiven(body, "name", invocation.Get(_name));
        SetIfGiven(body, "onChange", invocation.Get(_onChange));
        if (invocation.Get(_trusted) is { } trusted)
        {
            body["trusted"] = trusted;
        }

        SetIfGiven(body, "recordArguments", invocation.Get(_record));
        if (invocation.Get(_recordDays) is { } days)
        {
            body["recordArgumentsDays"] = days;
        }

        ApplyHeaders(invocation.Get(_headers) ?? [], body["headers"]?.AsObject() ?? []);
        ApplyWebhook(invocation, body);
        return body;
    }

    private static void ApplyHeaders(string[] given, JsonObject headers)
    {
        foreach (var (name, value) in given.Select(each => each.Split('=', 2)).Select(parts => (parts[0], parts[1])))
        {
            // Names of headers have no case.
            foreach (var same in headers.Select(header => header.Key).Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray())
            {
                headers.Remove(same);
            }

            if (value.Length > 0)
            {
                headers[name] = value;
            }
        }
    }

    private void ApplyWebhook(Invocation invocation, JsonObject body)
    {
        if (invocation.Get(_webhook) is { Length: 0 })
        {
            body.Remove("approvalWebhook");
            return;
        }

        var webhook = body["approvalWebhook"] as JsonObject ?? [];
        SetIfGiven(webhook, "url", invocation.Get(_webhook));
        SetIfGiven(webhook, "secret", invocation.Get(_webhookSecret));
        SetIfGiven(webhook, "format", invocation.Get(_webhookFormat));
        if (webhook.Count > 0 && webhook.Parent is null)
        {
            body["approvalWebhook"] = webhook;
        }
    }

    private static void SetIfGiven(JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
