namespace FuncGateway.Azure.Secrets;

/// <summary>Which vault <c>@secret:NAME</c> is looked up in.</summary>
public sealed class KeyVaultOptions
{
    /// <summary>For example <c>https://my-vault.vault.azure.net</c>. Https only: the identity's token travels there.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>Which user-assigned identity; without it, the default one.</summary>
    public string? ClientId { get; set; }
}
