using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.WebConsole;

/// <summary>The files of the web console, which are embedded in this assembly. Thread-safe.</summary>
public static class ConsoleFiles
{
    private const string Index = "index.html";
    private static readonly HashSet<string> Names = [.. typeof(ConsoleFiles).Assembly.GetManifestResourceNames()];
    private static readonly ConcurrentDictionary<string, ConsoleFile> Read = new(StringComparer.Ordinal);

    /// <summary>The names of all files, such as <c>main-ABCD1234.js</c>.</summary>
    public static IReadOnlySet<string> All => Names;

    /// <summary>The page that every screen begins with. It names the other files, so it must not be cached.</summary>
    public static ConsoleFile Page => Get(Index);

    /// <summary>Finds a file whose name contains a hash of its content, so that it can be cached for good.</summary>
    public static bool TryFindHashed(string name, [NotNullWhen(true)] out ConsoleFile? file)
    {
        file = name != Index && Names.Contains(name) ? Get(name) : null;
        return file is not null;
    }

    private static ConsoleFile Get(string name) => Read.GetOrAdd(name, ConsoleFile.Read);
}
