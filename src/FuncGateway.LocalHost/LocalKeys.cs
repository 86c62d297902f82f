using System.Buffers.Text;
using System.Security.Cryptography;

namespace FuncGateway.LocalHost;

/// <summary>The keys of a local gateway: taken from the settings, or created on first start and stored in the data folder, readable only by their owner.</summary>
/// <param name="AdminKeySource">Where the admin key can be found, for a message.</param>
internal sealed record LocalKeys(string AdminKey, string AdminKeySource)
{
    private const string AdminKeySetting = "FuncGateway:AdminKey";
    private const string ApprovalKeySetting = "FuncGateway:Approvals:EncryptionKey";

    /// <exception cref="StartException">The data folder cannot be created, or a key in it cannot be read or written.</exception>
    public static LocalKeys FindOrMake(ConfigurationManager configuration)
    {
        var folder = Path.GetFullPath(LocalSettings.DataFolderOf(configuration));
        try
        {
            return FindOrMake(configuration, Directory.CreateDirectory(folder).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The data folder {folder} cannot be used: {e.Message.TrimEnd('.')}. Name another one: --FuncGateway:DataFolder=FOLDER.", e);
        }
    }

    private static LocalKeys FindOrMake(ConfigurationManager configuration, string folder)
    {
        var made = new Dictionary<string, string?>();
        var source = $"the setting {AdminKeySetting}";
        if (string.IsNullOrEmpty(configuration[AdminKeySetting]))
        {
            source = Path.Combine(folder, LocalData.AdminKeyFile);
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

    private static string ReadOrWrite(string path, Func<ReadOnlySpan<byte>, string> write) => KeyFile.ReadOrWrite(path, () => write(RandomNumberGenerator.GetBytes(32)));
}
