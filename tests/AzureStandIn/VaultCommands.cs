using System.Text;
using System.Text.Json.Nodes;

namespace AzureStandIn;

internal sealed class VaultCommands(StateFile state)
{
    public Answer Run(CommandLine line)
    {
        var vault = state.Root["vaults"]?[line.Need("--vault-name")]?.AsObject()
            ?? throw CommandFailedException.Refused($"Max retries exceeded attempting to connect to vault '{line.Need("--vault-name")}'.");

        if (vault["closed"]?.GetValue<bool>() == true)
        {
            throw CommandFailedException.Refused("(Forbidden) Public network access is disabled and request is not from a trusted service nor via an approved private link. Code: ForbiddenByConnection");
        }

        // A role that was assigned a moment ago.
        if (state.CountDown(vault, "refusals"))
        {
            throw CommandFailedException.Refused("(Forbidden) Caller is not authorized to perform action on resource.");
        }

        var secrets = vault["secrets"]?.AsObject() ?? throw new InvalidDataException("A vault of the state has 'secrets'.");
        return line.Command == "az keyvault secret list"
            ? Answer.List(secrets.Select(each => new JsonObject { ["name"] = each.Key }))
            : Set(secrets, line);
    }

    private static Answer Set(JsonObject secrets, CommandLine line)
    {
        if (line.Need("--encoding") != "utf-8")
        {
            throw CommandFailedException.Misused("The stand-in knows the encoding utf-8 only.");
        }

        var file = line.Need("--file");
        if (!OperatingSystem.IsWindows() && OthersMayReach(file))
        {
            throw CommandFailedException.Misused($"{file} has a secret in it and can be read by other users.");
        }

        secrets[line.Need("--name")] = File.ReadAllText(file, Encoding.UTF8);
        return Answer.Written(new JsonObject { ["value"] = secrets[line.Need("--name")]?.DeepClone() });
    }

    private static bool OthersMayReach(string file)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
#pragma warning disable CA1416 // Asked on Unix only.
        return (File.GetUnixFileMode(file) & others) != 0 && (File.GetUnixFileMode(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/") & others) != 0;
#pragma warning restore CA1416
    }
}
