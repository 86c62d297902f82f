namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>What assertions need to know of a character next to a position.</summary>
internal enum Place
{
    /// <summary>No character: the start of the text before the position, or its end after it.</summary>
    Edge,
    Newline,
    Word,
    Other,
}
