namespace FuncGateway.Mcp.Wire;

/// <summary>A list of tasks in a message: where its entries are, and the ids that each of them has.</summary>
/// <param name="start">The offset after the opening bracket.</param>
internal sealed class TaskList(int start)
{
    public int Start => start;

    /// <summary>The offset of the closing bracket.</summary>
    public int End { get; set; }

    public List<(Slice Where, IReadOnlyList<string> Ids)> Entries { get; } = [];
}
