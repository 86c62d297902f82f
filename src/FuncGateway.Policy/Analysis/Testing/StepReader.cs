using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Reads the calls of a document of tests: what is called, when, by whom, and what is expected.</summary>
internal sealed class StepReader(ProblemList problems)
{
    private const string Times = "a time such as \"2026-01-01T12:00:00Z\", from 1970 to 2199";
    private readonly Dictionary<string, byte[]> _fixtures = new(StringComparer.Ordinal);

    public void ReadFixtures(ObjectFields fields)
    {
        foreach (var fixture in fields.Find("fixtures") is { } node ? ObjectFields.MembersOf(node, problems, "an object that has arguments for each name") : [])
        {
            if (ObjectText(fixture) is { } arguments)
            {
                _fixtures[fixture.Name ?? ""] = arguments;
            }
        }
    }

    public TestStep? ReadStep(Node node, ObjectFields fields, DateTimeOffset at, int times)
    {
        var expected = fields.Find("expect") is { } expect ? ReadExpectation(expect) : Expectation.Denied;
        return fields.Need("call", "an object with tool, resource or prompt") is { } call && ReadCall(call) is { } read
            ? new TestStep(node.Pointer, read, fields.FindText("grant") ?? "", at, times, expected)
            : null;
    }

    private TestCall? ReadCall(Node node)
    {
        if (ObjectFields.Read(node, problems, "an object with one of tool, resource, prompt", "tool", "resource", "prompt", "arguments") is not { } fields)
        {
            return null;
        }

        var named = new[] { (Subject.Tool, fields.FindText("tool")), (Subject.Resource, fields.FindText("resource")), (Subject.Prompt, fields.FindText("prompt")) }.Where(each => each.Item2 is not null).ToArray();
        var arguments = fields.Find("arguments");
        if (named is not [var (subject, name)])
        {
            problems.Add(node, FormattableString.Invariant($"found {named.Length} of tool, resource and prompt; accepted: one of them"));
            return null;
        }

        return new TestCall(subject, name ?? "", arguments is null ? "{}"u8.ToArray() : arguments.IsString ? FixtureOf(arguments, arguments.Text) : ObjectText(arguments) ?? []);
    }

    public Expectation ReadExpectation(Node node)
    {
        var accepted = $"one of {string.Join(", ", Expectation.Verdicts)}";
        if (node.IsString)
        {
            return new Expectation(ReadVerdict(node, accepted));
        }

        if (ObjectFields.Read(node, problems, $"{accepted}, or an object with a verdict", "verdict", "rule", "message", "listed") is not { } fields)
        {
            return Expectation.Denied;
        }

        var listed = fields.Find("listed");
        if (listed is not null && listed.Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            problems.Refuse(listed, "true or false");
        }

        var verdict = fields.Need("verdict", accepted);
        return new Expectation(verdict is null ? "deny" : ReadVerdict(verdict, accepted), fields.FindText("rule"), fields.FindText("message"), listed is null ? null : listed.Kind == JsonTokenType.True);
    }

    private string ReadVerdict(Node node, string accepted)
    {
        if (!node.IsString || !Expectation.Verdicts.Contains(node.Text))
        {
            problems.Refuse(node, accepted);
        }

        return node.Text;
    }

    public DateTimeOffset? ReadTime(ObjectFields fields, string field)
    {
        if (fields.Find(field) is not { } node)
        {
            return null;
        }

        if (node.IsString && DateTimeOffset.TryParse(node.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && IsAccepted(time))
        {
            return time;
        }

        problems.Refuse(node, Times);
        return null;
    }

    /// <summary>When a step of a sequence is made.</summary>
    /// <param name="before">When the step before was made.</param>
    public DateTimeOffset ReadTime(Node step, ObjectFields fields, DateTimeOffset before)
    {
        var at = ReadTime(fields, "at") ?? before + ReadAfter(fields);
        if (IsAccepted(at))
        {
            return at;
        }

        problems.Add(step, $"found a step in the year {at.Year}; accepted: {Times}");
        return before;
    }

    // Windows around these times can be calculated with.
    private static bool IsAccepted(DateTimeOffset time) => time.Year is >= 1970 and < 2200;

    private TimeSpan ReadAfter(ObjectFields fields)
    {
        var node = fields.Find("after");
        if (node is null || (node.IsString && DurationText.TryParse(node.Text, out var after)))
        {
            return node is not null && DurationText.TryParse(node.Text, out after) ? after : TimeSpan.Zero;
        }

        problems.Refuse(node, "a duration such as \"10s\", \"5m\" or \"1h\"");
        return TimeSpan.Zero;
    }

    public int ReadTimes(ObjectFields fields)
    {
        var node = fields.Find("times");
        if (node is null || (node.IsNumber && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= PolicyTests.MaxCalls))
        {
            return node is null ? 1 : int.Parse(node.Text, CultureInfo.InvariantCulture);
        }

        problems.Refuse(node, FormattableString.Invariant($"a whole number from 1 to {PolicyTests.MaxCalls}"));
        return 1;
    }

    public byte[] FixtureOf(Node node, string name)
    {
        if (_fixtures.TryGetValue(name, out var arguments))
        {
            return arguments;
        }

        problems.Add(node, $"found {Node.Quote(name)}, which is no fixture; accepted: {(_fixtures.Count == 0 ? "an object" : $"an object, or one of {string.Join(", ", _fixtures.Keys)}")}");
        return [];
    }

    private byte[]? ObjectText(Node node)
    {
        if (node.IsObject)
        {
            return NodeText.Of(node);
        }

        problems.Refuse(node, "an object with arguments");
        return null;
    }
}
