using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>Which storage account the tables are in. A host reads it from <c>AzureWebJobsStorage</c>; either one of the first two is set.</summary>
public sealed class StorageOptions
{
    public const string DefaultTablePrefix = "FuncGateway";

    /// <summary><c>AzureWebJobsStorage</c>: a connection string, or <c>UseDevelopmentStorage=true</c> for Azurite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>AzureWebJobsStorage__accountName</c>: the account, reached with the identity the process runs under.</summary>
    public string? AccountName { get; set; }

    /// <summary><c>AzureWebJobsStorage__clientId</c>: which user-assigned identity; without it, the default one.</summary>
    public string? ClientId { get; set; }

    /// <summary>First part of every table's name: 1 to 40 letters and digits, a letter first. Two gateways on one account need two.</summary>
    public string TablePrefix { get; set; } = DefaultTablePrefix;

    /// <summary>A sentence saying what was found and what is accepted, or null when all is well.</summary>
    public string? Check() => this switch
    {
        { ConnectionString: null or "", AccountName: null or "" } =>
            "No storage is set. Set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName to the name of an account.",
        { ConnectionString.Length: > 0, AccountName.Length: > 0 } =>
            "Storage is set twice. Set either AzureWebJobsStorage or AzureWebJobsStorage__accountName.",
        { ConnectionString.Length: > 0 } when !IsConnectionString(ConnectionString) =>
            "AzureWebJobsStorage cannot be read. Accepted: the connection string of a storage account, or UseDevelopmentStorage=true.",
        { AccountName.Length: > 0 } when !IsAccountName(AccountName) =>
            $"'{AccountName}' is not the name of a storage account: 3 to 24 of a-z and 0-9.",
        _ when !IsPrefix(TablePrefix) => $"'{TablePrefix}' cannot begin a table's name: 1 to 40 letters and digits, a letter first.",
        _ => null,
    };

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new TableServiceClient(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsAccountName(string name) =>
        name.Length is >= 3 and <= 24 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));

    private static bool IsPrefix(string? prefix) =>
        prefix is { Length: > 0 and <= 40 } && char.IsAsciiLetter(prefix[0]) && prefix.All(char.IsAsciiLetterOrDigit);
}
