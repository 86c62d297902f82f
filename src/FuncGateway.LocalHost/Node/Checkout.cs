namespace FuncGateway.LocalHost.Node;

/// <summary>Folders of the repository that this program was built in: what runs on Node.js is installed there.</summary>
internal static class Checkout
{
    private const string Mark = "FuncGateway.sln";

    /// <param name="relative">Below the root, with forward slashes: "eng/azurite".</param>
    /// <exception cref="NodeSetupException">There is no checkout around the program or the current directory.</exception>
    public static string Folder(string relative)
    {
        string[] starts = [AppContext.BaseDirectory, Environment.CurrentDirectory];
        var root = starts.SelectMany(Upwards).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Mark)))
            ?? throw new NodeSetupException(
                $"'{relative}' belongs to the repository, and no folder above {starts[0]} or {starts[1]} holds {Mark}. Run from a checkout of the repository.");
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
