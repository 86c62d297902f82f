namespace FuncGateway.LocalHost.Terminal;

/// <summary>Writes lines to the console, in colours on a terminal unless NO_COLOR is set.</summary>
internal static class ConsoleLines
{
    private static readonly bool HasColours = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static void Write(TerminalLine line)
    {
        if (line.IsError)
        {
            Console.Error.WriteLine(line);
        }
        else if (HasColours && line.Colour is { } colour)
        {
            Console.Write(line.Before);
            Console.ForegroundColor = colour;
            Console.Write(line.Coloured);
            Console.ResetColor();
            Console.WriteLine(line.After);
        }
        else
        {
            Console.WriteLine(line);
        }
    }
}
