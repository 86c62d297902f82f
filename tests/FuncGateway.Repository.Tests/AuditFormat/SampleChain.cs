using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>A chain as a gateway would write it.</summary>
internal sealed class SampleChain(string name)
{
    private readonly List<JsonObject> _blocks = [];
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;
    private int _records;

    public string Name => name;

    public int Length => _blocks.Count;

    public string Head => Length == 0 ? FormatHash.OfChain(name) : Text(_blocks[^1], "hash");

    public bool IsClosed { get; private set; }

    public IEnumerable<JsonObject> NewestFirst => _blocks.AsEnumerable().Reverse();

    public JsonObject State
    {
        get
        {
            var state = new JsonObject { ["chain"] = name, ["blocks"] = Length, ["hash"] = Head, ["closed"] = IsClosed };
            if (_first is not null)
            {
                state["to"] = $"{_last:O}";
            }

            return state;
        }
    }

    /// <summary>Adds a block of entries, one a second, each with an ending in the next block.</summary>
    /// <param name="stored">The number of the last block that was known to be stored; null for the one before.</param>
    public SampleChain Add(int entries, string text = "Störung 🦊", int? stored = null)
    {
        var lines = new List<string>();
        if (_records > 0)
        {
            lines.Add(new JsonObject { ["ends"] = IdOf(_records), ["outcome"] = "answered" }.ToJsonString());
        }

        var begin = lines.Count > 0 ? TimeOf(_records) : TimeOf(_records + 1);
        for (var entry = 0; entry < entries; entry++)
        {
            _records++;
            lines.Add(new JsonObject { ["id"] = IdOf(_records), ["at"] = $"{TimeOf(_records):O}", ["tool"] = text }.ToJsonString());
        }

        (_first, _last) = (_first ?? begin, TimeOf(_records));
        Append(lines, new JsonObject { ["first"] = $"{begin:O}", ["last"] = $"{_last:O}" }, stored);
        return this;
    }

    public SampleChain Close()
    {
        IsClosed = true;
        Append([], new JsonObject { ["closes"] = "ended" }, stored: null);
        return this;
    }

    /// <summary>What proves one line of a block up to the present end of the chain.</summary>
    public JsonObject Prove(int number, int index, JsonNode checkpoint)
    {
        var block = _blocks[number - 1];
        string[] lines = [.. (block["lines"]?.AsArray() ?? []).Select(line => (string?)line ?? "")];
        return new JsonObject
        {
            ["line"] = lines[index],
            ["index"] = index,
            ["size"] = lines.Length,
            ["path"] = new JsonArray([.. FormatHash.Path(index, [.. lines.Select(FormatHash.Leaf)]).Select(hash => JsonValue.Create(hash))]),
            ["chain"] = name,
            ["number"] = number,
            ["previous"] = Text(block, "previous"),
            ["details"] = FormatHash.Of(Text(block, "details")),
            ["following"] = new JsonArray([.. _blocks.Skip(number).Select(each => new JsonObject { ["root"] = Text(each, "root"), ["details"] = FormatHash.Of(Text(each, "details")) })]),
            ["checkpoint"] = checkpoint.DeepClone(),
        };
    }

    private static string Text(JsonObject block, string name) => (string?)block[name] ?? throw new InvalidDataException($"The block has no {name}.");

    private DateTimeOffset TimeOf(int record) => DateTimeOffset.Parse($"{name.Split('/')[1]}T12:00:00.1234567Z", null).AddSeconds(record);

    private static string IdOf(int record) => $"01KBENTRY{record:D4}";

    private void Append(List<string> lines, JsonObject details, int? stored)
    {
        var number = Length + 1;
        (details["stored"], details["records"]) = (stored ?? Length, lines.Count);
        if (_last is not null)
        {
            details["through"] = $"{_last:O}";
        }

        if (number == 1)
        {
            details["opened"] = new JsonObject { ["instance"] = "i-1", ["nonce"] = "n", ["version"] = "1.0" };
        }

        var (root, text) = (FormatHash.Hex(FormatHash.Root([.. lines.Select(FormatHash.Leaf)])), details.ToJsonString());
        _blocks.Add(new JsonObject
        {
            ["chain"] = name,
            ["number"] = number,
            ["previous"] = Head,
            ["root"] = root,
            ["details"] = text,
            ["hash"] = FormatHash.OfBlock(name, number, Head, root, FormatHash.Of(text)),
            ["lines"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]),
        });
    }
}
