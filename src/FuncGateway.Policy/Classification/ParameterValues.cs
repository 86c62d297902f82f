namespace FuncGateway.Policies.Classification;

/// <summary>What a schema says about the values of a parameter.</summary>
internal sealed record ParameterValues
{
    /// <summary>Whether only listed values are accepted.</summary>
    public bool IsChoice { get; init; }

    /// <summary>The listed values that are text, also if others are accepted.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Its descriptions, cut if they are long.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether all that the schema says has been read.</summary>
    public bool IsWhole { get; init; } = true;
}
