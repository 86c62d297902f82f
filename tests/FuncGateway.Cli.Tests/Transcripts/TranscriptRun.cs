using System.Text.Json.Nodes;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.LocalHost.Demo;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Cli.Tests.Transcripts;

/// <summary>Runs the commands of a transcript, one after the other, and returns what it would be now.</summary>
internal sealed class TranscriptRun(CliScene scene)
{
    // What one command printed and a later one needs, by the name in braces.
    private readonly Dictionary<string, string> _remembered = new() { ["jobs"] = scene.Jobs.Url.ToString(), ["payments"] = scene.PaymentsUrl.ToString(), ["gateway"] = scene.Gateway.Url.GetLeftPart(UriPartial.Authority) };

    public async Task<IReadOnlyList<string>> RunAsync(Transcript transcript)
    {
        var actual = new List<string>();
        foreach (var line in transcript.Lines)
        {
            if (Transcript.IsCommand(line))
            {
                actual.Add(line);
                actual.AddRange(await RunAsync(line));
            }
            else if (Transcript.IsKept(line))
            {
                actual.Add(line);
                await CallAsync(line);
            }
        }

        return actual;
    }

    private async Task<IEnumerable<string>> RunAsync(string line)
    {
        var (fgw, words) = (line[0] == '$' ? scene.Fgw : scene.Piped, CommandText.Split(Filled(line[2..])));
        Assert.Equal("fgw", words[0]);
        var isWritten = words.Count > 2 && words[^2] == ">";
        var result = await fgw.RunAsync([.. words.Skip(1).Take(words.Count - (isWritten ? 3 : 1))]);
        if (isWritten)
        {
            await File.WriteAllTextAsync(Path.Combine(scene.Folder, words[^1]), result.Output);
            result = result with { Output = "" };
        }

        Remember(result.Output);
        var mask = new Mask(_remembered.Where(each => each.Key is not ("token" or "approval" or "entry")).ToDictionary(each => each.Value, each => $"{{{each.Key}}}").Append(KeyValuePair.Create(scene.Folder, "{folder}")).ToDictionary());
        return Transcript.TextOf(result).Select(mask.Of);
    }

    // "!call jobs cancel-async-job {…}" calls a tool with the last token that was shown; "!begin …" does not wait for the answer.
    private async Task CallAsync(string line)
    {
        if (line == "!checkpoint")
        {
            await scene.Gateway.Services.GetRequiredService<CheckpointWriter>().RunAsync(CheckpointNeeds.Another, default);
        }
        else if (line.StartsWith("!call ", StringComparison.Ordinal) || line.StartsWith("!begin ", StringComparison.Ordinal))
        {
            var words = line.Split(' ', 4);
            var call = CallToolAsync(words[1], words[2], JsonNode.Parse(words[3])?.AsObject() ?? []);
            if (words[0] == "!call")
            {
                await call;
            }
            else
            {
                await WaitForApprovalAsync();
            }
        }
    }

    private async Task CallToolAsync(string server, string tool, JsonObject arguments)
    {
        await using var agent = await DemoScript.ConnectAsync($"{_remembered["gateway"]}/mcp/{server}", _remembered["token"], CancellationToken.None);
        await agent.CallToolAsync(tool, arguments.ToDictionary(each => each.Key, each => (object?)each.Value));
    }

    private async Task WaitForApprovalAsync() => await Testing.Timing.Eventually.Async(async () =>
    {
        var pending = await scene.Piped.RunAsync("approvals --query /id");
        _remembered["approval"] = pending.Output.Trim();
        return pending.Output.Trim().Length > 0;
    });

    private void Remember(string output)
    {
        if (System.Text.RegularExpressions.Regex.Match(output, "fgw_[A-Za-z0-9_-]{49}") is { Success: true, Value: var token })
        {
            _remembered["token"] = token;
        }

        if (System.Text.RegularExpressions.Regex.Matches(output, "\\b0[0-9A-Z]{25}\\b") is { Count: > 0 } entries)
        {
            _remembered["entry"] = entries[^1].Value;
        }
    }

    private string Filled(string line) => _remembered.Aggregate(line, (all, each) => all.Replace($"{{{each.Key}}}", each.Value, StringComparison.Ordinal));
}
