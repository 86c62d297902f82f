using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Analysis.Diffs;

/// <summary>Random calls whose arguments are near what the conditions of two documents compare with.</summary>
internal static class RandomCalls
{
    public static IEnumerable<(Subject Subject, string Name, string Arguments)> Of(string one, string other, Random random, int count)
    {
        var documents = new[] { JsonNode.Parse(one)!, JsonNode.Parse(other)! };
        var conditions = documents.SelectMany(Conditions).ToArray();
        var paths = conditions.Select(condition => condition["path"]!.GetValue<string>()).Append("args.other").Distinct(StringComparer.Ordinal).ToArray();
        var values = conditions.SelectMany(condition => Near(condition["value"]!)).Concat(["null", "true", "\"\"", "0", "-5", "[]", "{}"]).Distinct(StringComparer.Ordinal).ToArray();
        var names = Names(documents, "tools").Concat(documents.SelectMany(document => document["hide"]?.AsArray().Select(name => name!.GetValue<string>()) ?? []));
        var tools = names.SelectMany(Variants).Append("another").Distinct(StringComparer.Ordinal).ToArray();
        var prompts = Names(documents, "prompts").SelectMany(Variants).Append("another").Distinct(StringComparer.Ordinal).ToArray();
        var uris = Names(documents, "resources").SelectMany(Variants).Concat(values.Where(value => value.StartsWith('"')).Select(value => JsonSerializer.Deserialize<string>(value)!)).Append("mem://x").ToArray();
        for (var i = 0; i < count; i++)
        {
            yield return (Subject.Tool, tools[random.Next(tools.Length)], Arguments(paths, values, random));
            yield return (Subject.Prompt, prompts[random.Next(prompts.Length)], Arguments(paths, values, random));
            yield return (Subject.Resource, uris[random.Next(uris.Length)], "{}");
        }
    }

    private static IEnumerable<string> Names(IEnumerable<JsonNode> documents, string section) =>
        documents.SelectMany(document => (document[section] as JsonObject)?.Select(rule => rule.Key) ?? []);

    private static IEnumerable<string> Variants(string name) => [name.Replace("*", "", StringComparison.Ordinal), name.Replace("*", "abc", StringComparison.Ordinal), name.ToUpperInvariant(), name + " "];

    private static IEnumerable<JsonNode> Conditions(JsonNode? node) => node switch
    {
        JsonObject condition when condition["op"] is not null => [condition],
        JsonObject members => members.SelectMany(each => Conditions(each.Value)),
        JsonArray items => items.SelectMany(Conditions),
        _ => [],
    };

    private static IEnumerable<string> Near(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => [value.ToJsonString(), (value.GetValue<decimal>() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), (value.GetValue<decimal>() - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), (value.GetValue<decimal>() + 0.5m).ToString(System.Globalization.CultureInfo.InvariantCulture), $"\"{value.ToJsonString()}\""],
        JsonValueKind.String => Texts(value.GetValue<string>()).Select(text => JsonSerializer.Serialize(text)),
        JsonValueKind.Array => value.AsArray().SelectMany(each => Near(each!)).Append(value.ToJsonString()),
        _ => [value.ToJsonString()],
    };

    private static IEnumerable<string> Texts(string text)
    {
        var plain = text.Trim('^', '$').Replace("\\", "", StringComparison.Ordinal);
        return [text, plain, plain + "x", "x" + plain, plain.ToUpperInvariant(), plain + "\n", plain.Length > 1 ? plain[..^1] : plain];
    }

    private static string Arguments(string[] paths, string[] values, Random random)
    {
        var root = new JsonObject();
        foreach (var path in paths.Where(_ => random.Next(4) > 0))
        {
            Set(root, path, values[random.Next(values.Length)], random);
        }

        return root.ToJsonString();
    }

    private static void Set(JsonObject root, string path, string value, Random random)
    {
        var segments = path["args.".Length..].Split('.');
        var owner = root;
        foreach (var segment in segments[..^1])
        {
            var name = segment.Split('[')[0];
            if (owner[name] is JsonArray { Count: > 0 } list && list[0] is JsonObject element)
            {
                owner = element;
                continue;
            }

            var below = new JsonObject();
            owner[name] = segment.Contains('[', StringComparison.Ordinal) ? new JsonArray(below) : below;
            owner = below;
        }

        var last = segments[^1].Split('[')[0];
        var written = random.Next(20) == 0 ? last + " " : last;
        owner[written] = segments[^1].Contains('[', StringComparison.Ordinal) ? new JsonArray(JsonNode.Parse(value)) : JsonNode.Parse(value);
    }
}
