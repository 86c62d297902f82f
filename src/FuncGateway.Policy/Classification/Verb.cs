using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>How a word is used.</summary>
internal enum VerbUse
{
    /// <summary>As a verb or a noun; a clear verb beside it takes precedence.</summary>
    Maybe,

    /// <summary>As a verb, or as a noun before a clear verb: <c>list_delete</c>.</summary>
    NounToo,

    /// <summary>Only as a verb.</summary>
    Clear,
}

/// <summary>What a word says about a tool if it is used as a verb.</summary>
/// <param name="Object">The word beside it that decides its class; null if none does.</param>
internal sealed record Verb(string Word, ToolClass Class, VerbUse Use, string? Object = null)
{
    public bool IsClear => Use != VerbUse.Maybe;

    /// <summary>The words as a reason shows them.</summary>
    public string Shown => Object is null ? Word : $"{Word} {Object}";
}
