using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Files;

/// <summary>A file with the tokens of new grants, by their labels, which only its owner can read.</summary>
internal static class TokenFile
{
    /// <summary>Adds tokens. What the file has already stays.</summary>
    /// <exception cref="CliException">The file has something else in it.</exception>
    public static void Add(string path, IEnumerable<KeyValuePair<string, string>> tokens)
    {
        var all = Read(path);
        foreach (var (label, token) in tokens)
        {
            all[label] = token;
        }

        WholeFile.Write(path, JsonText.Pretty(all) + "\n", isSecret: true);
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return !File.Exists(path) ? [] : JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCodes.Usage, $"{path} has something else in it than tokens, and was not changed. Name another file.", inner: e);
        }
    }
}
