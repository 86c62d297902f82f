using System.Text.Json;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>The requests for a name. For a resource, the URI is both the name and the only argument, so the two are not independent.</summary>
internal static class UriCells
{
    /// <summary>URIs without the characters that make one ambiguous. Some percent-encoded ones are refused as ambiguous nevertheless, by every document.</summary>
    public const string Plain = @"^[^\s\p{Cc}\p{Cf}\\]*\z";

    /// <summary>A segment of only dots, which makes a URI ambiguous.</summary>
    public const string DotSegment = @"(^|[/?#:])\.{1,2}([/?#:;]|\z)";

    /// <summary>Returns the requests for names of which only some texts are URIs that no condition names.</summary>
    public static Cell Start(NameCell names, CallSpace space) =>
        space.All.Regions is [var uri] ? space.All.Replace(0, new Region(uri.Group, [], names.Names)) : space.All;

    /// <summary>The URIs that the conditions of a document compare with. Each is compared on its own.</summary>
    public static IEnumerable<string> OperandsOf(ComparedDocument document) => document.Written.Resources.Rules
        .SelectMany(rule => rule.Rule.Conditional)
        .SelectMany(entry => ConditionsOf(entry.Conditions))
        .Select(condition => condition.Test)
        .OfType<EqualTest>()
        .SelectMany(test => test.Operands)
        .Where(operand => operand.Text is not null)
        .Select(OperandText.TextOf)
        .Where(uri => UriReading.FindAmbiguity(uri) is null);

    /// <summary>The URI that the arguments of a request carry; null if there is none.</summary>
    public static string? UriOf(byte[] arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return document.RootElement.TryGetProperty("uri", out var uri) && uri.ValueKind == JsonValueKind.String ? uri.GetString() : null;
    }

    private static IEnumerable<ArgumentCondition> ConditionsOf(Condition condition) => condition switch
    {
        ArgumentCondition one => [one],
        ConditionGroup group => group.Conditions.SelectMany(ConditionsOf),
        _ => [],
    };
}
