using System.Text.Json.Nodes;

namespace AzureStandIn;

/// <summary>Runs one command of az or azd against the state.</summary>
public sealed class StandIn(StateFile state, TextWriter output, TextWriter errors)
{
    public int Run(IReadOnlyList<string> args)
    {
        var call = new JsonObject { ["args"] = new JsonArray([.. args.Select(each => JsonValue.Create(each))]) };
        var exitCode = 0;
        try
        {
            var line = CommandLine.Parse(args);
            var answer = line.Command.StartsWith("azd", StringComparison.Ordinal) ? new AzdCommands(state).Run(line) : Az(line);
            call["write"] = answer.IsWrite;
            if (answer.IsWrite)
            {
                state.Save();
            }

            output.Write(Printed(line, answer));
        }
        catch (CommandFailedException failure)
        {
            exitCode = failure.ExitCode;
            errors.WriteLine($"ERROR: {failure.Message}");

            // azd tells people of errors where it tells them of everything else.
            if (args[0] == "azd")
            {
                output.WriteLine($"ERROR: {failure.Message}");
            }
        }

        call["exitCode"] = exitCode;
        state.Record(call);
        return exitCode;
    }

    private Answer Az(CommandLine line)
    {
        if (state.Root["signedIn"]?.GetValue<bool>() != true)
        {
            throw CommandFailedException.Refused("Please run 'az login' to setup account.");
        }

        var words = line.Command.Split(' ');
        return words[1] switch
        {
            "account" => new AccountCommands(state).Run(line),
            "group" => new Answer(JsonValue.Create(state.Root["groups"]?.AsArray().Any(group => group?.GetValue<string>() == line.Need("--name")) == true)),
            "ad" => new DirectoryCommands(state).Run(line),
            "keyvault" => new VaultCommands(state).Run(line),
            _ => new RestCommand(state).Run(line),
        };
    }

    private static string Printed(CommandLine line, Answer answer)
    {
        if (line["--output-file"] is { } file)
        {
            File.WriteAllText(file, answer.Result?.ToJsonString() ?? "");
            return "";
        }

        return line.Command.StartsWith("azd", StringComparison.Ordinal)
            ? answer.Result is null ? "" : $"{answer.Result}\n"
            : Output.Of(answer.Result, line["--query"], line["--output"] ?? "json");
    }
}
