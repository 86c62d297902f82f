namespace FuncGateway.Repository.Tests;

/// <summary>The working copy the tests were built from.</summary>
internal static class Checkout
{
    // In a second working tree this is a file, and it says where the first one is.
    private const string GitLink = ".git";

    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];
    private static readonly string[] HiddenButOurs = [".github", ".ci"];

    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Every file a person wrote or committed, with paths relative to the root.</summary>
    public static IEnumerable<string> Files(string under = ".") =>
        FilesIn(new DirectoryInfo(PathOf(under))).Select(file => Relative(file.FullName)).Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo directory) =>
        directory.EnumerateFiles().Where(file => file.Name != GitLink).Concat(directory.EnumerateDirectories().Where(IsOurs).SelectMany(FilesIn));

    private static bool IsOurs(DirectoryInfo directory) =>
        !Generated.Contains(directory.Name) && (!directory.Name.StartsWith('.') || HiddenButOurs.Contains(directory.Name));

    private static DirectoryInfo FindRoot(DirectoryInfo? directory) => directory switch
    {
        null => throw new DirectoryNotFoundException("The tests must run from inside the repository: no FuncGateway.sln above them."),
        _ when File.Exists(Path.Combine(directory.FullName, "FuncGateway.sln")) => directory,
        _ => FindRoot(directory.Parent),
    };
}
