namespace FuncGateway.Repository.Tests;

/// <summary>The working copy from which the tests were built.</summary>
internal static class Checkout
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>The source files in the folder, with paths relative to the root.</summary>
    public static IEnumerable<string> Files(string under) =>
        FilesIn(new DirectoryInfo(PathOf(under))).Select(file => Relative(file.FullName)).Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo directory) =>
        directory.EnumerateFiles().Concat(directory.EnumerateDirectories().Where(folder => !Generated.Contains(folder.Name)).SelectMany(FilesIn));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static DirectoryInfo FindRoot(DirectoryInfo? directory) => directory switch
    {
        null => throw new DirectoryNotFoundException("The tests must run from inside the repository: no FuncGateway.sln above them."),
        _ when File.Exists(Path.Combine(directory.FullName, "FuncGateway.sln")) => directory,
        _ => FindRoot(directory.Parent),
    };
}
