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

    private static string ReadOrWrite(string path, Func<ReadOnlySpan<byte>, string> write) => KeyFile.ReadOrWrite(path, () => write(RandomNumberGenerator.GetBytes(32)));
}
