using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>Reads the files of test cases next to the test assembly.</summary>
internal static class CorpusFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IEnumerable<T> Read<T>(string path) =>
        JsonSerializer.Deserialize<T[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "corpus", path)), Options)
        ?? throw new InvalidDataException($"{path} holds no list of cases.");

    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus", folder), "*.json")
            .Select(file => Path.Combine(folder, Path.GetFileName(file)))
            .Order(StringComparer.Ordinal);

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);
}
