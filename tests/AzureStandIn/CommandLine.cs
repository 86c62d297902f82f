namespace AzureStandIn;

/// <summary>The words and options of one call, checked against the commands that exist.</summary>
public sealed record CommandLine(string Command, IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Options)
{
    private static readonly string[] OfEvery = ["--query", "--output"];

    /// <summary>The commands that hooks may use, with their options. A trailing '!' marks an option that must be given.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } = new Dictionary<string, string[]>
    {
        ["az account show"] = [],
        ["az account list"] = [],
        ["az group exists"] = ["--name!", "--subscription!"],
        ["az ad signed-in-user show"] = [],
        ["az ad user show"] = ["--id!"],
        ["az ad app list"] = ["--filter", "--app-id", "--identifier-uri"],
        ["az ad app show"] = ["--id!"],
        ["az ad app owner list"] = ["--id!"],
        ["az ad app owner add"] = ["--id!", "--owner-object-id!"],
        ["az ad sp list"] = ["--filter!"],
        ["az ad sp show"] = ["--id!"],
        ["az ad sp create"] = ["--id!"],
        ["az rest"] = ["--method!", "--url!", "--headers", "--body", "--output-file"],
        ["az keyvault secret list"] = ["--vault-name!"],
        ["az keyvault secret set"] = ["--vault-name!", "--name!", "--file!", "--encoding!"],
        ["azd env get-value"] = ["--environment"],
        ["azd env set"] = ["--environment"],
    };

    public string? this[string option] => Options.GetValueOrDefault(option);

    public string Need(string option) => this[option] ?? throw CommandFailedException.Misused($"{Command} needs {option}.");

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var words = args.TakeWhile(each => !each.StartsWith('-')).ToArray();
        var command = Known.Keys.Where(known => words.Take(known.Split(' ').Length).SequenceEqual(known.Split(' '))).MaxBy(known => known.Length)
            ?? throw CommandFailedException.Misused($"'{string.Join(' ', words)}' is not a command of the stand-in.");
        var rest = words[command.Split(' ').Length..];
        if (rest.Length > 0 && !command.StartsWith("azd", StringComparison.Ordinal))
        {
            throw CommandFailedException.Misused($"unrecognized arguments: {string.Join(' ', rest)}");
        }

        var parsed = new CommandLine(command, rest, OptionsOf(command, [.. args.Skip(words.Length)]));
        foreach (var option in Known[command].Where(each => each.EndsWith('!')))
        {
            parsed.Need(option[..^1]);
        }

        return parsed;
    }

    private static Dictionary<string, string> OptionsOf(string command, string[] args)
    {
        var allowed = Known[command].Select(option => option.TrimEnd('!')).Concat(command.StartsWith("azd", StringComparison.Ordinal) ? [] : OfEvery).ToArray();
        var options = new Dictionary<string, string>();
        for (var at = 0; at < args.Length; at += 2)
        {
            if (!allowed.Contains(args[at]) || at + 1 == args.Length || !options.TryAdd(args[at], args[at + 1]))
            {
                throw CommandFailedException.Misused($"unrecognized arguments of {command}: {string.Join(' ', args[at..])}");
            }
        }

        return options;
    }
}
