using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary>One run of a command: its arguments, the gateway that it is for, and where its result goes.</summary>
internal sealed class Invocation(ParseResult parse, CliEnvironment environment, CancellationToken cancellation) : IDisposable
{
    private GatewayClient? _client;

    public CliEnvironment Environment => environment;

    public CancellationToken Cancellation => cancellation;

    public Terminal Terminal => environment.Terminal;

    public TimeProvider Time => environment.Time;

    /// <summary>The gateway. Found when it is first used, so that commands without one need none.</summary>
    public GatewayClient Client => _client ??= new GatewayFinder(environment).Find(Url);

    /// <summary>The value of <c>--url</c>; null if it was not given.</summary>
    public string? Url => parse.GetValue(GlobalOptions.Url);

    public Printer Print { get; } = new(environment.Terminal, GlobalOptions.FormatOf(parse), parse.GetValue(GlobalOptions.Query) ?? [], environment.Time);

    public T? Get<T>(Option<T> option) => parse.GetValue(option);

    /// <summary>The value of an argument that must be there.</summary>
    public T Get<T>(Argument<T> argument) where T : notnull => parse.GetValue(argument) ?? throw new ArgumentException($"The argument {argument.Name} has no value.");

    public T? Find<T>(Argument<T> argument) => parse.GetValue(argument);

    public Task<JsonNode?> SendAsync(ApiRequest request, JsonNode? body = null) => Client.SendAsync(request, body, cancellation);

    /// <summary>Returns the items of a list, with all its pages.</summary>
    public async Task<List<JsonNode>> ListAsync(ApiRequest request)
    {
        var items = new List<JsonNode>();
        await foreach (var item in Client.ListAsync(request, cancellation))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Asks a person before something that cannot be undone.</summary>
    /// <exception cref="CliException">The person said no, or there is nobody to ask.</exception>
    public void Confirm(string question)
    {
        if (parse.GetValue(GlobalOptions.Yes))
        {
            return;
        }

        if (parse.GetValue(GlobalOptions.NoInput) || !Terminal.IsInTerminal)
        {
            throw new CliException(ExitCodes.Usage, $"{question} Confirm with --yes.");
        }

        Terminal.Error.Write($"{question} [y/N] ");
        if (Terminal.In.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
        {
            throw new CliException(ExitCodes.Failed, "Nothing was changed.");
        }
    }

    public void Dispose() => _client?.Dispose();
}
