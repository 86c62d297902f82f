namespace FuncGateway.Functions.Tests;

/// <summary>The repository files that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "FuncGateway.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("FuncGateway.sln is in no folder above the tests."));
}
