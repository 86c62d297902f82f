using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Reads a document of tests.</summary>
internal sealed class TestReader(ProblemList problems)
{
    /// <summary>When calls are made if a test does not say: a midnight, when all windows begin.</summary>
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Times = "a time such as \"2026-01-01T12:00:00Z\"";
    private readonly Dictionary<string, byte[]> _fixtures = new(StringComparer.Ordinal);
    private readonly List<TestSequence> _sequences = [];
    private int _calls;

    public IReadOnlyList<TestSequence> Read(Node root)
    {
        if (ObjectFields.Read(root, problems, "an object with version and cases, matrix or sequences", "version", "description", "$schema", "policy", "fixtures", "cases", "matrix", "sequences") is not { } fields)
        {
            return [];
        }

        fields.FindText("description");
        fields.FindText("$schema");
        fields.FindText("policy");
        if (fields.Need("version", "the string \"1\"") is { } version && !(version.IsString && version.Text == "1"))
        {
            Refuse(version, "the string \"1\"");
        }

        ReadFixtures(fields);
        foreach (var node in fields.FindList("cases", "a list of cases, each with a call"))
        {
            ReadCase(node);
        }

        foreach (var node in fields.FindList("matrix", "a list of tables, each with tools and arguments"))
        {
            ReadTable(node);
        }

        foreach (var node in fields.FindList("sequences", "a list of sequences, each with steps"))
        {
            ReadSequence(node);
        }

        if (_calls > PolicyTests.MaxCalls)
        {
            problems.AddWhole(FormattableString.Invariant($"found {_calls} calls; accepted: at most {PolicyTests.MaxCalls}"));
        }

        return _sequences;
    }

    private void ReadFixtures(ObjectFields fields)
    {
        foreach (var fixture in fields.Find("fixtures") is { } node ? Members(node, "an object that has arguments for each name") : [])
        {
            if (ObjectText(fixture) is { } arguments)
            {
                _fixtures[fixture.Name ?? ""] = arguments;
            }
        }
    }

    private void ReadCase(Node node)
    {
        if (ObjectFields.Read(node, problems, "an object with a call", "name", "call", "at", "grant", "expect", "skip") is not { } fields)
        {
            return;
        }

        var name = fields.FindText("name");
        if (ReadStep(node, fields, ReadTime(fields, "at") ?? Start, 1) is { } step)
        {
            _sequences.Add(new TestSequence(name ?? Describe(step.Call), node.Pointer, [step], fields.FindText("skip")));
        }
    }

    // Each tool with each named set of arguments. What the expectation does not mention is denied.
    private void ReadTable(Node node)
    {
        if (ObjectFields.Read(node, problems, "an object with tools, arguments and expect", "name", "tools", "arguments", "expect", "skip") is not { } fields)
        {
            return;
        }

        var (tools, sets) = (ReadNames(fields, "tools", "a list of tool names"), ReadNames(fields, "arguments", "a list of names of fixtures"));
        var expected = new Dictionary<(string, string), Expectation>();
        foreach (var tool in fields.Find("expect") is { } expect ? Members(expect, "an object that has the expected verdicts for each tool") : [])
        {
            RefuseUnknown(tool, tools, "a tool of the table");
            foreach (var set in Members(tool, "an object that has the expected verdict for each fixture"))
            {
                RefuseUnknown(set, sets, "a fixture of the table");
                expected[(tool.Name ?? "", set.Name ?? "")] = ReadExpectation(set);
            }
        }

        var (name, skip) = (fields.FindText("name"), fields.FindText("skip"));
        foreach (var tool in tools)
        {
            foreach (var set in sets)
            {
                var call = new TestCall(Subject.Tool, tool, FixtureOf(node, set));
                _calls++;
                _sequences.Add(new TestSequence(
                    $"{(name is null ? "" : $"{name}: ")}{tool} with {set}", node.Pointer, [new TestStep(node.Pointer, call, "", Start, 1, expected.GetValueOrDefault((tool, set)) ?? Expectation.Denied)], skip));
            }
        }
    }

    private void ReadSequence(Node node)
    {
        if (ObjectFields.Read(node, problems, "an object with steps", "name", "start", "steps", "skip") is not { } fields)
        {
            return;
        }

        var (at, steps) = (ReadTime(fields, "start") ?? Start, new List<TestStep>());
        foreach (var step in fields.FindList("steps", "a list of steps, each with a call"))
        {
            if (ObjectFields.Read(step, problems, "an object with a call", "call", "at", "after", "times", "grant", "expect") is not { } read)
            {
                continue;
            }

            at = ReadTime(read, "at") ?? at + ReadAfter(read);
            if (ReadStep(step, read, at, ReadTimes(read)) is { } made)
            {
                steps.Add(made);
            }
        }

        _sequences.Add(new TestSequence(fields.FindText("name") ?? node.Pointer, node.Pointer, steps, fields.FindText("skip")));
    }

    private TestStep? ReadStep(Node node, ObjectFields fields, DateTimeOffset at, int times)
    {
        _calls += times;
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

    private Expectation ReadExpectation(Node node)
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
            Refuse(listed, "true or false");
        }

        var verdict = fields.Need("verdict", accepted);
        return new Expectation(verdict is null ? "deny" : ReadVerdict(verdict, accepted), fields.FindText("rule"), fields.FindText("message"), listed is null ? null : listed.Kind == JsonTokenType.True);
    }

    private string ReadVerdict(Node node, string accepted)
    {
        if (!node.IsString || !Expectation.Verdicts.Contains(node.Text))
        {
            Refuse(node, accepted);
        }

        return node.Text;
    }

    private List<string> ReadNames(ObjectFields fields, string field, string accepted)
    {
        fields.Need(field, accepted);
        var names = new List<string>();
        foreach (var node in fields.FindList(field, accepted))
        {
            if (node.IsString)
            {
                names.Add(node.Text);
            }
            else
            {
                Refuse(node, "a name");
            }
        }

        return names;
    }

    private DateTimeOffset? ReadTime(ObjectFields fields, string field)
    {
        if (fields.Find(field) is not { } node)
        {
            return null;
        }

        if (node.IsString && DateTimeOffset.TryParse(node.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Refuse(node, Times);
        return null;
    }

    private TimeSpan ReadAfter(ObjectFields fields)
    {
        var node = fields.Find("after");
        if (node is null || (node.IsString && DurationText.TryParse(node.Text, out var after)))
        {
            return node is not null && DurationText.TryParse(node.Text, out after) ? after : TimeSpan.Zero;
        }

        Refuse(node, "a duration such as \"10s\", \"5m\" or \"1h\"");
        return TimeSpan.Zero;
    }

    private int ReadTimes(ObjectFields fields)
    {
        var node = fields.Find("times");
        if (node is null || (node.IsNumber && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= PolicyTests.MaxCalls))
        {
            return node is null ? 1 : int.Parse(node.Text, CultureInfo.InvariantCulture);
        }

        Refuse(node, FormattableString.Invariant($"a whole number from 1 to {PolicyTests.MaxCalls}"));
        return 1;
    }

    private byte[] FixtureOf(Node node, string name)
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

        Refuse(node, "an object with arguments");
        return null;
    }

    private IEnumerable<Node> Members(Node node, string accepted)
    {
        if (node.IsObject)
        {
            return node.Members;
        }

        Refuse(node, accepted);
        return [];
    }

    private void RefuseUnknown(Node node, List<string> known, string accepted)
    {
        if (!known.Contains(node.Name ?? ""))
        {
            problems.Add(node, $"found {Node.Quote(node.Name ?? "")}; accepted: {accepted}: {string.Join(", ", known)}");
        }
    }

    private void Refuse(Node node, string accepted) => problems.Add(node, $"found {node.Found}; accepted: {accepted}");

    private static string Describe(TestCall call) => $"{call.Name} {System.Text.Encoding.UTF8.GetString(call.Arguments)}";
}
