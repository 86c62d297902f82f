using System.Text.Json.Nodes;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Cli.Policies;

/// <summary>A policy that a command names: a file with a document, or a policy of a server.</summary>
/// <param name="File">Null if it is a policy of a server.</param>
/// <param name="Text">As the user wrote it.</param>
internal sealed record PolicySource(PolicyFile? File, string Text)
{
    public const string Accepted = "A file with a policy document, or, with --server, the id of a policy of the server: dev, or dev@3 for its revision 3.";

    // The ids of policies have no dots or slashes, and files have.
    private static readonly char[] OnlyInFiles = ['.', '/', '\\'];

    /// <exception cref="CliException">It is a file, and it cannot be read.</exception>
    public static PolicySource Of(CliEnvironment environment, string text) =>
        new(text != PolicyFile.StandardInput && text.IndexOfAny(OnlyInFiles) < 0 ? null : PolicyFile.Read(environment, text), text);

    /// <summary>The policy as the gateway accepts it: a document or an id.</summary>
    /// <exception cref="CliException">The file is not JSON.</exception>
    public JsonNode ToJson() => File is null
        ? JsonValue.Create(Text)
        : File.Parse() ?? throw new CliException(ExitCodes.Failed, File.Line("error", "", "The document is not JSON. 'fgw policy check' says why."));

    /// <summary>Reads the document of the file.</summary>
    /// <exception cref="CliException">It is no file, or the document has problems, which the message lists.</exception>
    public PolicyReading Read()
    {
        if (File is null)
        {
            throw new CliException(ExitCodes.Usage, $"'{Text}' is no file. Accepted: a file, or --server with the id of a policy.");
        }

        var reading = File.Check();
        return reading.Policy is not null ? reading
            : throw new CliException(ExitCodes.Failed, string.Join('\n', reading.Problems.Select(problem => File.Line("error", problem.Path, problem.Message))));
    }
}
