using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>A log of two days with four checkpoints and two keys, as a gateway would export it. Tests change the lines and have them verified.</summary>
internal sealed class SampleLog : IDisposable
{
    public const string First = "calls/2026-11-01/W1";
    public const string Second = "calls/2026-11-02/W2";
    public const string Admin = "admin/2026-11-02/W2";
    private readonly List<SampleKey> _keys = [new("key-1")];

    private SampleLog()
    {
    }

    public SampleChain FirstChain { get; } = new(First);

    public SampleChain SecondChain { get; } = new(Second);

    public SampleChain AdminChain { get; } = new(Admin);

    /// <summary>The lines of the export.</summary>
    public List<JsonObject> Blocks { get; private set; } = [];

    /// <summary>The lines of the checkpoints.</summary>
    public List<JsonObject> Checkpoints { get; } = [];

    public JsonObject Keys => new() { ["keys"] = new JsonArray([.. _keys.Select(key => key.Public)]) };

    /// <param name="text">Is in every record: another text makes another log that is valid in itself.</param>
    public static SampleLog Create(string text = "Störung 🦊")
    {
        var log = new SampleLog();
        log.FirstChain.Add(1, text).Add(5, text);
        log.AddCheckpoint("2026-11-01T13:00:00.5Z", log.FirstChain);
        log.FirstChain.Add(2, text).Close();
        log.AddCheckpoint("2026-11-01T14:00:00Z", log.FirstChain, log.SecondChain);
        log._keys.Add(new("key-2"));
        log.SecondChain.Add(3, text).Add(1, text);
        log.AdminChain.Add(1, text);
        log.AddCheckpoint("2026-11-02T13:00:00+00:00", log.FirstChain, log.SecondChain, log.AdminChain);
        log.SecondChain.Add(7, text).Add(1, text);
        log.AddCheckpoint("2026-11-02T13:01:00.1234567+00:00", log.FirstChain, log.SecondChain, log.AdminChain);
        log.Export();
        return log;
    }

    public void Export() => Blocks = [.. new[] { SecondChain, FirstChain, AdminChain }.SelectMany(chain => chain.NewestFirst).Select(block => (JsonObject)block.DeepClone())];

    /// <summary>Adds a checkpoint, signed with the newest key.</summary>
    public void AddCheckpoint(string at, params SampleChain[] chains) => AddCheckpoint(at, Checkpoints.Count + 1, chains);

    public void AddCheckpoint(string at, int number, params SampleChain[] chains)
    {
        var previous = Checkpoints.Count == 0 ? new string('0', 64) : FormatHash.Of((string?)Checkpoints[^1]["content"] ?? "", (string?)Checkpoints[^1]["signature"] ?? "");
        AddCheckpoint(new JsonObject
        {
            ["format"] = "funcgateway-checkpoint-1",
            ["number"] = number,
            ["at"] = at,
            ["previous"] = previous,
            ["chains"] = new JsonArray([.. chains.Select(chain => chain.State)]),
        });
    }

    public void AddCheckpoint(JsonObject content)
    {
        var text = content.ToJsonString();
        Checkpoints.Add(new JsonObject { ["number"] = content["number"]?.DeepClone(), ["content"] = text, ["key"] = _keys[^1].Id, ["signature"] = _keys[^1].Sign(text) });
    }

    /// <summary>Gives a checkpoint another content, signed with its key.</summary>
    public void Sign(JsonObject checkpoint, string content)
    {
        checkpoint["content"] = content;
        checkpoint["signature"] = _keys.Single(key => key.Id == (string?)checkpoint["key"]).Sign(content);
    }

    /// <summary>The block of the export.</summary>
    public JsonObject this[string chain, int number] => Blocks.Single(block => (string?)block["chain"] == chain && (int?)block["number"] == number);

    public void Dispose() => _keys.ForEach(key => key.Dispose());
}
