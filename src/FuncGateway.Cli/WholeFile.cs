namespace FuncGateway.Cli;

/// <summary>Writes files that are either complete or not there.</summary>
internal static class WholeFile
{
    /// <param name="isSecret">Whether only its owner may read it.</param>
    public static void Write(string path, string text, bool isSecret = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && (isSecret || File.Exists(path)))
        {
            // What others could not read stays so.
            options.UnixCreateMode = isSecret ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(path);
        }

        var written = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var writer = new StreamWriter(written, options))
            {
                writer.Write(text);
            }

            File.Move(written, path, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }
}
