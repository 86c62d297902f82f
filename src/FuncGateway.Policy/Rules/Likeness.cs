namespace FuncGateway.Policies.Rules;

/// <summary>How a value compares with an operand.</summary>
internal enum Likeness
{
    Different,

    /// <summary>It differs only in numbers, and for a server that reads numbers as IEEE doubles it does not differ.</summary>
    SameDouble,

    Equal,
}
