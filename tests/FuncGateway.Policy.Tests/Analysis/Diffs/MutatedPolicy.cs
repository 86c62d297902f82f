using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.Policies.Tests.Analysis.Diffs;

/// <summary>Changes one constant, operator, name or limit of a policy at a time.</summary>
internal static class MutatedPolicy
{
    private static readonly string[] OrderOperators = ["lt", "lte", "gt", "gte", "eq", "neq"];

    /// <summary>Every mutation of the document, with what was changed.</summary>
    public static IEnumerable<(string What, string Document)> Of(string document)
    {
        foreach (var path in PathsOf(JsonNode.Parse(document)!, []))
        {
            foreach (var (what, change) in ChangesAt(path, JsonNode.Parse(document)!))
            {
                var root = JsonNode.Parse(document)!;
                change(root);
                yield return ($"/{string.Join('/', path)}: {what}", root.ToJsonString());
            }
        }
    }

    private static IEnumerable<string[]> PathsOf(JsonNode node, string[] path) => node switch
    {
        JsonObject members => members.Where(each => each.Value is not null).SelectMany(each => PathsOf(each.Value!, [.. path, each.Key])).Prepend(path),
        JsonArray items => items.SelectMany((each, index) => each is null ? [] : PathsOf(each, [.. path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)])).Prepend(path),
        _ => [path],
    };

    private static IEnumerable<(string What, Action<JsonNode> Change)> ChangesAt(string[] path, JsonNode document)
    {
        var node = Find(document, path);
        if (path is ["tools" or "resources" or "prompts", _])
        {
            yield return ("renamed", root => Rename(root, path, path[^1] + "x"));
            yield return ("removed", root => Find(root, path[..^1]).AsObject().Remove(path[^1]));
        }

        switch (path is [] ? "" : path[^1])
        {
            case "op":
                foreach (var op in OrderOperators.Contains(node.GetValue<string>()) ? OrderOperators.Except([node.GetValue<string>()]) : Opposite(node.GetValue<string>()))
                {
                    yield return ($"operator {op}", root => Replace(root, path, op));
                }

                break;
            case "max":
                var max = node.GetValue<decimal>();
                yield return ("max + 1", root => Replace(root, path, max + 1));
                yield return ("max / 2", root => Replace(root, path, Math.Max(1, Math.Floor(max / 2))));
                break;
            case "window" when node.GetValueKind() == JsonValueKind.String:
                yield return ("window hour", root => Replace(root, path, "hour"));
                yield return ("window day", root => Replace(root, path, "day"));
                break;
            case "scope":
                yield return ("scope server", root => Replace(root, path, "server"));
                yield return ("scope grant", root => Replace(root, path, "grant"));
                break;
            case "default":
                yield return ("default", root => Replace(root, path, node.GetValue<string>() == "allow" ? "deny" : "allow"));
                break;
            case "on_deny" or "description" or "timeout" or "on_pending" or "reason" or "counter" or "$schema" or "version":
                if (path[^1] is not "version" and not "timeout")
                {
                    yield return ("text", root => Replace(root, path, node.GetValue<string>() + " x"));
                }

                break;
            default:
                foreach (var change in Constants(path, node))
                {
                    yield return change;
                }

                break;
        }
    }

    private static IEnumerable<(string What, Action<JsonNode> Change)> Constants(string[] path, JsonNode node)
    {
        var isOperand = path.Contains("value") || path is ["hide", _];
        if (isOperand && node.GetValueKind() == JsonValueKind.Number)
        {
            var number = node.GetValue<decimal>();
            yield return ("number + 1", root => Replace(root, path, number + 1));
            yield return ("number - 1", root => Replace(root, path, number - 1));
        }
        else if (isOperand && node.GetValueKind() == JsonValueKind.String)
        {
            yield return ("text x", root => Replace(root, path, node.GetValue<string>() + "x"));
            yield return ("text (?:)", root => Replace(root, path, "(?:)" + node.GetValue<string>()));
        }
        else if (isOperand && node.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            yield return ("negated", root => Replace(root, path, node.GetValueKind() == JsonValueKind.False));
        }
        else if (path.Length > 0 && path[^1] == "path")
        {
            yield return ("another path", root => Replace(root, path, node.GetValue<string>() + "x"));
        }
        else if (node is JsonArray { Count: > 0 } && path[^1] is "conditions" or "deny_if" or "require" or "require_approval" or "limits" or "value" or "hide")
        {
            yield return ("first removed", root => Find(root, path).AsArray().RemoveAt(0));
        }
    }

    private static string[] Opposite(string op) => op switch
    {
        "in" => ["not_in"],
        "not_in" => ["in"],
        "regex" => ["contains"],
        "contains" => ["regex"],
        _ => [],
    };

    private static JsonNode Find(JsonNode root, IEnumerable<string> path) =>
        path.Aggregate(root, (node, segment) => node is JsonArray list ? list[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)]! : node[segment]!);

    private static void Replace<T>(JsonNode root, string[] path, T value)
    {
        if (Find(root, path[..^1]) is JsonArray list)
        {
            list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonValue.Create(value);
        }
        else
        {
            Find(root, path[..^1])[path[^1]] = JsonValue.Create(value);
        }
    }

    private static void Rename(JsonNode root, string[] path, string name)
    {
        var owner = Find(root, path[..^1]).AsObject();
        var rule = owner[path[^1]]!;
        owner.Remove(path[^1]);
        owner[name] = rule;
    }
}
