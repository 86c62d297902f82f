namespace FuncGateway.LocalHost.Terminal;

/// <summary>A line for the terminal, of which a part may be coloured.</summary>
internal sealed record TerminalLine(string Before, string Coloured = "", ConsoleColor? Colour = null, string After = "")
{
    /// <summary>Whether it is written to standard error.</summary>
    public bool IsError { get; init; }

    public override string ToString() => Before + Coloured + After;
}
