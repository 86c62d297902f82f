namespace FuncGateway.LocalHost;

/// <summary>A file with a key, readable only by its owner.</summary>
internal static class KeyFile
{
    private static readonly TimeSpan CreateTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Returns the key in the file, which is created if it does not exist. Two hosts may start at the same time: one of them creates the file, and both read it.</summary>
    /// <exception cref="IOException">The file cannot be read or created.</exception>
    public static string ReadOrWrite(string path, Func<string> make)
    {
        if (!SpinWait.SpinUntil(() => File.Exists(path) || TryCreate(path, make), CreateTimeout))
        {
            throw new IOException($"{path} was not created within {CreateTimeout.TotalSeconds:0} s: another process holds {LockOf(path)}.");
        }

        return File.ReadAllText(path).Trim() is { Length: > 0 } key
            ? key
            : throw new IOException($"{path} is empty. Delete it to have a new key created.");
    }

    private static string LockOf(string path) => $"{path}.lock";

    // Moving a file replaces one that appears at the same moment, so only the holder of the lock moves. The system releases it if the process dies.
    private static bool TryCreate(string path, Func<string> make)
    {
        FileStream held;
        try
        {
            held = new FileStream(LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(LockOf(path)) || File.Exists(path))
        {
            return false;
        }

        using (held)
        {
            if (!File.Exists(path))
            {
                Create(path, make());
            }
        }

        return true;
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

        File.Move(written, path);
    }
}
