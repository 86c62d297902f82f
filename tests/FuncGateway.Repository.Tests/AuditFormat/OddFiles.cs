using System.Text;
using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Writes the files of a verification with odd values at random places.</summary>
internal sealed class OddFiles(SampleLog log, Random random)
{
    private const int ChangesOfAFile = 3;

    private static readonly byte[][] OddBytes = [[0xff], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0xa6], [0xef, 0xbb, 0xbf], [0x0d, 0x0a], [0x0a], [0x00], [0x1c], [0xc2, 0x85]];

    private readonly OddText _text = new(random);

    /// <summary>Writes the files into the folder. Returns the arguments that verify them.</summary>
    public async Task<string[]> WriteAsync(string folder)
    {
        var kind = random.Next(8);
        await WriteAsync(folder, "keys.json", [log.Keys.ToJsonString()], kind == 0);
        if (kind is 1 or 2)
        {
            await WriteAsync(folder, "proof.json", [Proof().ToJsonString()], isOdd: true);
            return ["--proof", "proof.json", "--keys", "keys.json"];
        }

        await WriteAsync(folder, "checkpoints.jsonl", Checkpoints(areOdd: kind is 3 or 4).Select(each => each.ToJsonString()), kind == 5);
        await WriteAsync(folder, "export.jsonl", log.Blocks.Select(each => each.ToJsonString()), kind >= 5);
        return ["export.jsonl", "--checkpoints", "checkpoints.jsonl", "--keys", "keys.json"];
    }

    private async Task WriteAsync(string folder, string name, IEnumerable<string> lines, bool isOdd)
    {
        var all = lines.ToList();
        for (var change = 0; isOdd && change < ChangesOfAFile; change++)
        {
            var line = random.Next(all.Count);
            all[line] = _text.Change(all[line]);
        }

        var content = Encoding.UTF8.GetBytes(string.Join('\n', all));
        await File.WriteAllBytesAsync(Path.Combine(folder, name), isOdd && random.Next(3) == 0 ? WithOddBytes(content) : content);
    }

    private byte[] WithOddBytes(byte[] content)
    {
        var place = random.Next(4) switch { 0 => 0, 1 => content.Length, _ => random.Next(content.Length + 1) };
        return [.. content[..place], .. _text.Pick(OddBytes), .. content[place..]];
    }

    // What they state is signed, so the verifiers go on with it.
    private List<JsonObject> Checkpoints(bool areOdd)
    {
        List<JsonObject> checkpoints = [.. log.Checkpoints.Select(each => (JsonObject)each.DeepClone())];
        if (areOdd)
        {
            checkpoints.Where(_ => random.Next(2) == 0).ToList().ForEach(SignOdd);
        }

        return checkpoints;
    }

    private JsonObject Proof()
    {
        var checkpoint = (JsonObject)log.Checkpoints[^1].DeepClone();
        if (random.Next(2) == 0)
        {
            SignOdd(checkpoint);
        }

        var entry = log.SecondChain.Prove(2, 1, checkpoint);
        return random.Next(2) == 0 ? entry : new JsonObject { ["entry"] = entry, ["ending"] = log.SecondChain.Prove(3, 0, checkpoint) };
    }

    private void SignOdd(JsonObject checkpoint) => log.Sign(checkpoint, _text.Change((string?)checkpoint["content"] ?? ""));
}
