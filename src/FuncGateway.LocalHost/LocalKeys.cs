using System.Buffers.Text;
using System.Security.Cryptography;

namespace FuncGateway.LocalHost;

/// <summary>The keys of a local gateway: taken from the settings, or created on first start and stored in the data folder, readable only by their owner.</summary>
/// <param name="AdminKeySource">Where the admin key can be found, for a message.</param>
internal sealed record LocalKeys(string AdminKey, string AdminKeySource)
{
    private const string AdminKeySetting = "FuncGateway:AdminKey";
    private const string ApprovalKeySetting = "FuncGateway:Approvals:EncryptionKey";

    public static LocalKeys FindOrMake(ConfigurationManager configuration)
    {
        var folder = Directory.CreateDirectory(LocalSettings.DataFolderOf(configuration)).FullName;
        var made = new Dictionary<string, string?>();
        var source = $"the setting {AdminKeySetting}";
        if (string.IsNullOrEmpty(configuration[AdminKeySetting]))
        {
            source = Path.Combine(folder, "admin.key");
            made[AdminKeySetting] = ReadOrWrite(source, Base64Url.EncodeToString);
        }

        if (string.IsNullOrEmpty(configuration["FuncGateway:SessionKey"]))
        {
            made["FuncGateway:SessionKey"] = ReadOrWrite(Path.Combine(folder, "session.key"), bytes => Convert.ToBase64String(bytes));
        }

        if (string.IsNullOrEmpty(configuration[ApprovalKeySetting]))
        {
            made[ApprovalKeySetting] = ReadOrWrite(Path.Combine(folder, "approval.key"), bytes => Convert.ToBase64String(bytes));
        }

        configuration.AddInMemoryCollection(made);
        return new LocalKeys(configuration[AdminKeySetting] ?? "", source);
    }

    // Two hosts may start at the same time: the first one creates the file with the key, and both read it.
    private static string ReadOrWrite(string path, Func<ReadOnlySpan<byte>, string> write)
    {
        if (!File.Exists(path))
        {
            Create(path, write(RandomNumberGenerator.GetBytes(32)));
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
