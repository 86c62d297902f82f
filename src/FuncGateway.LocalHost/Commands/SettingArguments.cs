using System.CommandLine;
using System.CommandLine.Parsing;
using FuncGateway.Hosting;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Commands;

/// <summary>The arguments of a command that are settings: <c>--SECTION:NAME=VALUE</c>, or the value as the next argument.</summary>
internal static class SettingArguments
{
    private const string Prefix = "--";

    // Those that are in no section.
    private static readonly string[] Names =
    [
        HostSettings.Storage, HostSettings.ClientId, "TASKHUB_NAME", "environment",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    /// <summary>Takes every argument that is not an option of the command. One that is no setting either is refused, with the options there are.</summary>
    public static Argument<string[]> For(Command command) => new("setting")
    {
        Description = "Settings, as --SECTION:NAME=VALUE, such as --FuncGateway:DataFolder=/srv/gateway. They are the names of local.settings.sample.json, with ':' for '__'.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => Read(result, command),
    };

    private static string[] Read(ArgumentResult result, Command command)
    {
        var settings = new List<string>();
        var tokens = new Queue<string>(result.Tokens.Select(token => token.Value));
        while (tokens.TryDequeue(out var token))
        {
            var (name, value) = Split(token);
            if (!IsSetting(name))
            {
                result.AddError($"'{VisibleText.Of(name)}' is not known. Known: {string.Join(", ", command.Options.Select(option => option.Name))}, --help, and settings as --SECTION:NAME=VALUE.");
                return [];
            }

            value ??= tokens.TryPeek(out var next) && !next.StartsWith(Prefix, StringComparison.Ordinal) ? tokens.Dequeue() : null;
            if (value is null)
            {
                result.AddError($"The setting {VisibleText.Of(name)} has no value. Write {VisibleText.Of(name)}=VALUE.");
                return [];
            }

            settings.Add($"{name}={value}");
        }

        return [.. settings];
    }

    private static (string Name, string? Value) Split(string token) =>
        token.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (token[..at], token[(at + 1)..]) : (token, null);

    private static bool IsSetting(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && (name.IndexOf(':', StringComparison.Ordinal) > Prefix.Length || Names.Contains(name[Prefix.Length..], StringComparer.OrdinalIgnoreCase));
}
