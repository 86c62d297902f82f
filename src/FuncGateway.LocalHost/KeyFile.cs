namespace FuncGateway.LocalHost;

/// <summary>A file with a key, readable only by its owner.</summary>
internal static class KeyFile
{
    /// <summary>Returns the key in the file, which is created if it does not exist. Two hosts may start at the same time: the first one creates the file, and both read it.</summary>
    public static string ReadOrWrite(string path, Func<string> make)
    {
        if (!File.Exists(path))
        {
            Create(path, make());
        }

        return File.ReadAllText(path).Trim() is { Length: > 0 } key
            ? key
            : throw new IOException($"{path} is empty. Delete it to have a new key created.");
    }

    // Written under another name first, so that the file is never seen without its key.
    private static void Create(string path, string key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var written = $"{path}.{Guid.NewGuid():N}";
        using (var writer = new StreamWriter(written, options))
        {
            writer.Write(key);
        }

        try
        {
            File.Move(written, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(written);
        }
    }
}
