using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Analysis.Words;

/// <summary>Writes conditions in short form, such as <c>amount &gt; 5000 and region not in [eu, us]</c>.</summary>
internal static class ConditionWords
{
    private const int MaxLength = 160;
    private const int MaxOperand = 60;

    /// <summary>Describes what an entry, limit or rule at a JSON Pointer asks for; empty if there is nothing to say.</summary>
    public static string At(DocumentAsWritten written, string pointer) =>
        Find(written.Root, pointer)?.Children.Find(child => child.Name == "conditions") is { } conditions ? OfAll(conditions) : "";

    /// <summary>Describes a list of conditions of which all must hold.</summary>
    public static string OfAll(Node conditions)
    {
        var text = string.Join(" and ", conditions.Children.Select(each => Of(each, isPart: conditions.Children.Count > 1)));
        return text.Length == 0 ? "always" : VisibleText.Of(text, MaxLength);
    }

    /// <summary>Describes one condition of an entry.</summary>
    public static string Of(Node condition) => VisibleText.Of(Of(condition, isPart: false), MaxLength);

    /// <summary>Finds the node at a JSON Pointer; null if there is none.</summary>
    public static Node? Find(Node root, string pointer)
    {
        var node = root;
        foreach (var segment in pointer.Split('/').Skip(1))
        {
            var name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var next = node.IsList && int.TryParse(name, out var index) ? node.Children.ElementAtOrDefault(index) : node.Children.Find(child => child.Name == name);
            if (next is null)
            {
                return null;
            }

            node = next;
        }

        return node;
    }

    private static string Of(Node condition, bool isPart)
    {
        var group = condition.Children.Find(child => child.Name is "any" or "all" or "not");
        if (group is not null)
        {
            return group.Name == "not" ? $"not ({Of(group, isPart: false)})"
                : Enclose(string.Join(group.Name == "any" ? " or " : " and ", group.Children.Select(each => Of(each, isPart: group.Children.Count > 1))), isPart && group.Children.Count > 1);
        }

        var (path, op, value) = (Text(condition, "path"), Text(condition, "op"), condition.Children.Find(child => child.Name == "value"));
        return Of(Short(path), op, value);
    }

    private static string Of(string path, string op, Node? value) => op switch
    {
        "eq" => $"{path} = {Operand(value)}",
        "neq" => $"{path} ≠ {Operand(value)}",
        "lt" => $"{path} < {Operand(value)}",
        "lte" => $"{path} ≤ {Operand(value)}",
        "gt" => $"{path} > {Operand(value)}",
        "gte" => $"{path} ≥ {Operand(value)}",
        "in" => $"{path} in {Operand(value)}",
        "not_in" => $"{path} not in {Operand(value)}",
        "regex" => $"{path} matches {Operand(value)}",
        "contains" => $"{path} contains {Operand(value)}",
        _ => value?.Kind == JsonTokenType.False ? $"{path} is absent" : $"{path} is given",
    };

    private static string Short(string path) => path.StartsWith("args.", StringComparison.Ordinal) && ArgumentPath.TryParse(path, out _) ? path["args.".Length..] : path;

    private static string Operand(Node? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return VisibleText.Of(text.ToString(), MaxOperand);
    }

    private static void Write(Node? value, StringBuilder text)
    {
        switch (value?.Kind)
        {
            case JsonTokenType.String:
                text.Append('"').Append(value.Text).Append('"');
                break;
            case JsonTokenType.Number:
                text.Append(value.Text);
                break;
            case JsonTokenType.StartArray:
                WriteAll(value, text.Append('['), ']', child => Write(child, text));
                break;
            case JsonTokenType.StartObject:
                WriteAll(value, text.Append('{'), '}', child => Write(child, text.Append(child.Name).Append(": ")));
                break;
            default:
                text.Append(value?.Kind switch { JsonTokenType.True => "true", JsonTokenType.False => "false", _ => "null" });
                break;
        }
    }

    private static void WriteAll(Node owner, StringBuilder text, char end, Action<Node> write)
    {
        for (var i = 0; i < owner.Children.Count && text.Length <= MaxOperand; i++)
        {
            text.Append(i > 0 ? ", " : "");
            write(owner.Children[i]);
        }

        text.Append(end);
    }

    private static string Enclose(string text, bool isPart) => isPart ? $"({text})" : text;

    private static string Text(Node condition, string field) => condition.Children.Find(child => child.Name == field)?.Text ?? "";
}
