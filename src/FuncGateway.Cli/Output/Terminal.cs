namespace FuncGateway.Cli.Output;

/// <summary>Where a command reads and writes, and what those can show.</summary>
/// <param name="IsOutTerminal">Whether a person sees the output. If not, it is for another program: no colours, no alignment.</param>
/// <param name="IsErrorTerminal">Whether progress on the error output is seen by a person.</param>
/// <param name="IsInTerminal">Whether a person can be asked.</param>
/// <param name="HasColour">Whether colours may be used.</param>
/// <param name="Width">In characters.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool IsOutTerminal, bool IsErrorTerminal, bool IsInTerminal, bool HasColour, int Width)
{
    private const int DefaultWidth = 120;

    /// <summary>The one of this process.</summary>
    public static Terminal OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected;
        var hasColour = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(Console.In, ProcessOutput.Open(), Console.Error, isTerminal, !Console.IsErrorRedirected, !Console.IsInputRedirected, hasColour, isTerminal ? WidthOfConsole() : DefaultWidth);
    }

    private static int WidthOfConsole()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }

    public string Colour(string text, TextColour colour) => HasColour ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;
}

/// <summary>A colour of the terminal, as its escape code.</summary>
internal enum TextColour
{
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
}
