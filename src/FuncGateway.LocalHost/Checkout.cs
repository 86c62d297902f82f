namespace FuncGateway.LocalHost;

/// <summary>Finds folders of the repository checkout, if the program runs in one.</summary>
internal static class Checkout
{
    private const string Mark = "FuncGateway.sln";

    /// <param name="relative">Path below the root, with forward slashes, such as "eng/azurite".</param>
    /// <exception cref="IOException">Neither the program nor the current directory is inside a checkout.</exception>
    public static string Folder(string relative) => Find(relative)
        ?? throw new IOException(
            $"'{relative}' is part of the repository, but no folder above {AppContext.BaseDirectory} or {Environment.CurrentDirectory} contains {Mark}. Run from a checkout of the repository.");

    /// <summary>Returns the path of a file or folder of the checkout, whether or not it exists; null without a checkout.</summary>
    /// <param name="relative">Path below the root, with forward slashes.</param>
    public static string? Find(string relative)
    {
        string[] starts = [AppContext.BaseDirectory, Environment.CurrentDirectory];
        return starts.SelectMany(Upwards).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Mark))) is { } root
            ? Path.Combine([root, .. relative.Split('/')])
            : null;
    }

    /// <summary>Lists a folder and the folders above it, the nearest first.</summary>
    public static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
