using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests.Transcripts;

/// <summary>
/// A file of commands and what they print. A line that begins with <c>$ </c> is a command, as on a terminal; with <c>| </c>, one whose output is read by another program.
/// The lines up to the next command are its output, the error output after the output, and the exit code if it is not 0. A line with <c># </c> is a remark, and one with
/// <c>!</c> calls an agent's tool.
/// </summary>
internal sealed record Transcript(string Name, IReadOnlyList<string> Lines)
{
    private static readonly string Folder = LocalHost.Checkout.Folder("tests/FuncGateway.Cli.Tests/Transcripts");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    public string File => FileOf(Name);

    public static Transcript Read(string name) => new(name, System.IO.File.ReadAllLines(FileOf(name)));

    public IEnumerable<string> Commands => Lines.Where(IsCommand).Select(line => line[2..]);

    private static string FileOf(string name) => Path.Combine(Folder, $"{name}.txt");

    public static bool IsCommand(string line) => line.StartsWith("$ ", StringComparison.Ordinal) || line.StartsWith("| ", StringComparison.Ordinal);

    public static bool IsKept(string line) => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith('!');

    /// <summary>What a command printed, as it is in the file.</summary>
    public static IEnumerable<string> TextOf(FgwResult result) =>
        (result.Output + result.Error).TrimEnd('\n').Split('\n').Where(line => line.Length > 0).Concat(result.Code == 0 ? [] : [$"[exit code {result.Code}]"]);
}
