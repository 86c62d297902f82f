using System.Security.Cryptography;

namespace FuncGateway.LocalHost.Azurite;

/// <summary>The folder that Azurite is installed in and started from: that of the checkout, or the same files unpacked among the user's data.</summary>
internal static class AzuriteFiles
{
    private static readonly string[] Names = ["package.json", "package-lock.json", "run.mjs"];

    /// <exception cref="IOException">The files cannot be written.</exception>
    public static string Folder() => Checkout.Find("eng/azurite") is { } folder && Directory.Exists(folder) ? folder : Unpack(LocalData.OfUser("azurite"));

    /// <summary>Returns the folder with the files, below the given one. A version of the files has a folder of its own, so that versions of the gateway do not disturb each other.</summary>
    internal static string Unpack(string root)
    {
        var files = Names.ToDictionary(name => name, Read);
        var folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(files.Values.SelectMany(file => file).ToArray()))[..16]);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, content) in files)
            {
                Write(Path.Combine(folder, name), content);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Azurite is installed in {folder}, which is not writable: {e.Message}", e);
        }

        return folder;
    }

    // Moved into place, so that another process never reads half a file. Processes that do this at the same time write the same.
    private static void Write(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return;
        }

        var written = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(written, content);
        File.Move(written, path, overwrite: true);
    }

    private static byte[] Read(string name)
    {
        using var resource = typeof(AzuriteFiles).Assembly.GetManifestResourceStream($"azurite/{name}") ?? throw new InvalidOperationException($"The program contains no azurite/{name}.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
