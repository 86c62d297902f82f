namespace FuncGateway.Policies.Tools;

/// <summary>What became different in a tool's definition.</summary>
public enum ToolChange
{
    Added,
    Removed,

    /// <summary>Name, title or description, of the tool or inside its schemas.</summary>
    Text,

    /// <summary>The schema accepts less: a parameter was removed or became required, a type or list of values became narrower.</summary>
    SchemaNarrowed,

    /// <summary>The schema accepts more: a parameter was added or is no longer required, a type or list of values became wider.</summary>
    SchemaWidened,

    /// <summary>The schema differs in another way.</summary>
    Schema,

    /// <summary>A hint, such as <c>readOnlyHint</c>, has another value.</summary>
    HintFlipped,
}

/// <summary>One difference between two definitions of a tool.</summary>
/// <param name="Where">A path such as <c>description</c>, <c>inputSchema/properties/amount</c> or <c>annotations/readOnlyHint</c>; empty if the whole tool was added or removed.</param>
/// <param name="Before">The earlier value as JSON, cut after 200 characters; null if there was none.</param>
/// <param name="After">The later value as JSON, cut after 200 characters; null if there is none.</param>
public sealed record ToolDifference(string Tool, ToolChange Change, string Where, string? Before, string? After);
