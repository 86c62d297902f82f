using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>The storage account that contains the tables. Hosts read it from <c>AzureWebJobsStorage</c>. Exactly one of the first two properties must be set.</summary>
public sealed class StorageOptions
{
    public const string DefaultTablePrefix = "FuncGateway";

    /// <summary><c>AzureWebJobsStorage</c>: a connection string, or <c>UseDevelopmentStorage=true</c> for Azurite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>AzureWebJobsStorage__accountName</c>: name of the account, accessed with the identity of the process.</summary>
    public string? AccountName { get; set; }

    /// <summary><c>AzureWebJobsStorage__clientId</c>: client id of the user-assigned identity; null for the default identity.</summary>
    public string? ClientId { get; set; }

    /// <summary>Prefix of every table name: 1 to 40 letters and digits, starting with a letter. Gateways that share an account need different prefixes.</summary>
    public string TablePrefix { get; set; } = DefaultTablePrefix;

    /// <summary>Returns null if the options are valid, otherwise a sentence that says what was found and what is accepted.</summary>
    public string? Check() => this switch
    {
        { ConnectionString: null or "", AccountName: null or "" } =>
            "No storage is configured. Set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName to the name of an account.",
        { ConnectionString.Length: > 0, AccountName.Length: > 0 } =>
            "Storage is configured twice. Set either AzureWebJobsStorage or AzureWebJobsStorage__accountName.",
        { ConnectionString.Length: > 0 } when !IsConnectionString(ConnectionString) =>
            "AzureWebJobsStorage is invalid. Accepted: the connection string of a storage account, or UseDevelopmentStorage=true.",
        { AccountName.Length: > 0 } when !IsAccountName(AccountName) =>
            $"'{AccountName}' is not a storage account name. Accepted: 3 to 24 characters of a-z and 0-9.",
        _ when !IsPrefix(TablePrefix) => $"'{TablePrefix}' is not a table name prefix. Accepted: 1 to 40 letters and digits, starting with a letter.",
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
