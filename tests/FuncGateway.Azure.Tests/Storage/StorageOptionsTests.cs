using Azure.Data.Tables;
using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Azure.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData(null, null, "FuncGateway", "No storage is configured")]
    [InlineData("", "", "FuncGateway", "No storage is configured")]
    [InlineData("UseDevelopmentStorage=true", "account", "FuncGateway", "configured twice")]
    [InlineData("DefaultEndpointsProtocol", null, "FuncGateway", "AzureWebJobsStorage cannot be read")]
    [InlineData("AccountName=account;AccountKey=not-base64!", null, "FuncGateway", "AzureWebJobsStorage cannot be read")]
    [InlineData(null, "My.Account", "FuncGateway", "'My.Account' is not a storage account name")]
    [InlineData(null, "ab", "FuncGateway", "'ab' is not a storage account name")]
    [InlineData("UseDevelopmentStorage=true", null, "", "'' is not a table name prefix")]
    [InlineData("UseDevelopmentStorage=true", null, "1st", "'1st' is not a table name prefix")]
    [InlineData("UseDevelopmentStorage=true", null, "with-dash", "'with-dash' is not a table name prefix")]
    public void AddTables_OfOptionsThatCannotWork_SaysWhatWasFoundAndWhatIsAccepted(string? connectionString, string? account, string prefix, string found)
    {
        var options = new StorageOptions { ConnectionString = connectionString, AccountName = account, TablePrefix = prefix };

        Assert.Contains(found, Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTables(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTables_WithAnAccountName_ReachesTheAccountOverHttps()
    {
        using var provider = new ServiceCollection().AddTables(new StorageOptions { AccountName = "account1" }).BuildServiceProvider();

        Assert.Equal(new Uri("https://account1.table.core.windows.net"), provider.GetRequiredService<TableServiceClient>().Uri);
    }

    [Fact]
    public void AddTables_Always_AddsEveryStore()
    {
        var options = new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" };
        using var provider = new ServiceCollection().AddTables(options).BuildServiceProvider();

        foreach (var port in new[] { typeof(IGrantStore), typeof(IServerStore), typeof(IPolicyStore), typeof(IStoreHealth) })
        {
            Assert.NotNull(provider.GetRequiredService(port));
        }

        Assert.Equal("FuncGatewayAny", provider.GetRequiredService<Tables>().Get("Any").Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://vault.example.com")]
    public void AddKeyVaultSecrets_WithoutAVaultOverHttps_Refuses(string? vault)
    {
        var options = new KeyVaultOptions { VaultUri = vault is null ? null : new Uri(vault) };

        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyVaultSecrets(options));
    }
}
