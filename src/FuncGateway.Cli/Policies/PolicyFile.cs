using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Cli.Policies;

/// <summary>A policy document in a file, or on standard input.</summary>
/// <param name="Name">As the user wrote it, for messages.</param>
internal sealed record PolicyFile(string Name, byte[] Bytes)
{
    public const string StandardInput = "-";

    /// <exception cref="CliException">The file cannot be read.</exception>
    public static PolicyFile Read(CliEnvironment environment, string name) => name == StandardInput
        ? new PolicyFile("(standard input)", Encoding.UTF8.GetBytes(environment.Terminal.In.ReadToEnd()))
        : new PolicyFile(name, environment.ReadFile(name));

    /// <summary>The document as JSON; null if it is not JSON.</summary>
    public JsonNode? Parse()
    {
        try
        {
            return JsonNode.Parse(Bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The problems that need no server to be found.</summary>
    public PolicyReading Check() => PolicyReader.Read(Bytes);

    /// <summary>A problem or warning, as compilers write theirs: <c>file:line:column  error  path: message</c>.</summary>
    /// <param name="pointer">JSON Pointer into the document.</param>
    public string Line(string level, string pointer, string message)
    {
        var (line, column) = TextPositions.Find(Bytes, pointer);
        return $"{Name}:{line}:{column}  {level,-7}  {(pointer.Length == 0 ? "" : $"{pointer}: ")}{message}";
    }
}
