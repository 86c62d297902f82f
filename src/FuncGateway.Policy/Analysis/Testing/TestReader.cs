using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Reads a document of tests.</summary>
internal sealed class TestReader(ProblemList problems)
{
    /// <summary>When calls are made if a test does not say: a midnight, when all windows begin.</summary>
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StepReader _steps = new(problems);
    private readonly List<TestSequence> _sequences = [];
    private long _calls;

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
            problems.Refuse(version, "the string \"1\"");
        }

        _steps.ReadFixtures(fields);
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

    private void ReadCase(Node node)
    {
        if (ObjectFields.Read(node, problems, "an object with a call", "name", "call", "at", "grant", "expect", "skip") is not { } fields)
        {
            return;
        }

        var name = fields.FindText("name");
        if (ReadStep(node, fields, _steps.ReadTime(fields, "at") ?? Start, 1) is { } step)
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
        foreach (var tool in fields.Find("expect") is { } expect ? ObjectFields.MembersOf(expect, problems, "an object that has the expected verdicts for each tool") : [])
        {
            RefuseUnknown(tool, tools, "a tool of the table");
            foreach (var set in ObjectFields.MembersOf(tool, problems, "an object that has the expected verdict for each fixture"))
            {
                RefuseUnknown(set, sets, "a fixture of the table");
                expected[(tool.Name ?? "", set.Name ?? "")] = _steps.ReadExpectation(set);
            }
        }

        var (name, skip) = (fields.FindText("name"), fields.FindText("skip"));
        _calls += (long)tools.Count * sets.Count;
        foreach (var tool in _calls > PolicyTests.MaxCalls ? [] : tools)
        {
            foreach (var set in sets)
            {
                var call = new TestCall(Subject.Tool, tool, _steps.FixtureOf(node, set));
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

        var (at, steps) = (_steps.ReadTime(fields, "start") ?? Start, new List<TestStep>());
        foreach (var step in fields.FindList("steps", "a list of steps, each with a call"))
        {
            if (ObjectFields.Read(step, problems, "an object with a call", "call", "at", "after", "times", "grant", "expect") is not { } read)
            {
                continue;
            }

            at = _steps.ReadTime(step, read, at);
            if (ReadStep(step, read, at, _steps.ReadTimes(read)) is { } made)
            {
                steps.Add(made);
            }
        }

        if (fields.Find("steps") is not { IsList: true, Children.Count: > 0 })
        {
            problems.AddMissing(node, "steps", "found no step; accepted: at least one");
        }

        _sequences.Add(new TestSequence(fields.FindText("name") ?? node.Pointer, node.Pointer, steps, fields.FindText("skip")));
    }

    private TestStep? ReadStep(Node node, ObjectFields fields, DateTimeOffset at, int times)
    {
        _calls += times;
        return _steps.ReadStep(node, fields, at, times);
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
                problems.Refuse(node, "a name");
            }
        }

        return names;
    }

    private void RefuseUnknown(Node node, List<string> known, string accepted)
    {
        if (!known.Contains(node.Name ?? ""))
        {
            problems.Add(node, $"found {Node.Quote(node.Name ?? "")}; accepted: {accepted}: {string.Join(", ", known)}");
        }
    }

    private static string Describe(TestCall call) => $"{call.Name} {System.Text.Encoding.UTF8.GetString(call.Arguments)}";
}
