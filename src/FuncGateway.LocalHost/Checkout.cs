namespace FuncGateway.LocalHost;

/// <summary>Finds folders of the repository checkout.</summary>
internal static class Checkout
{
    private const string Mark = "FuncGateway.sln";

    /// <param name="relative">Path below the root, with forward slashes, such as "eng/azurite".</param>
    /// <exception cref="IOException">Neither the program nor the current directory is inside a checkout.</exception>
    public static string Folder(string relative)
    {
        string[] starts = [AppContext.BaseDirectory, Environment.CurrentDirectory];
        var root = starts.SelectMany(Upwards).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Mark)))
            ?? throw new IOException(
                $"'{relative}' is part of the repository, but no folder above {starts[0]} or {starts[1]} contains {Mark}. Run from a checkout of the repository.");
        return Path.Combine([root, .. relative.Split('/')]);
    }

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
