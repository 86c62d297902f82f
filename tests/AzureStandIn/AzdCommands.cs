using System.Text.Json.Nodes;

namespace AzureStandIn;

/// <summary>The azd environment.</summary>
internal sealed class AzdCommands(StateFile state)
{
    public Answer Run(CommandLine line)
    {
        var values = state.Root["environment"]?.AsObject() ?? [];
        if (line["--environment"] is { } name && name != StateFile.Text(values, "AZURE_ENV_NAME"))
        {
            throw CommandFailedException.Refused($"environment '{name}' does not exist");
        }

        return (line.Command, line.Words) switch
        {
            ("azd env get-value", [var key]) => new Answer(values[key]?.DeepClone() ?? throw CommandFailedException.Refused($"key '{key}' not found in the environment values")),
            ("azd env set", [var key, var value]) => Set(values, key, value),
            _ => throw CommandFailedException.Misused($"{line.Command} {string.Join(' ', line.Words)}: wrong number of arguments"),
        };
    }

    private static Answer Set(JsonObject values, string key, string value)
    {
        values[key] = value;
        return Answer.Written();
    }
}
