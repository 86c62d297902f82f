using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Access;

public sealed class GrantAccessTests
{
    private static readonly ServerAccess Jobs = new(Samples.ServerIdOf("jobs"), Samples.PolicyIdOf("seed"));
    private static readonly ServerAccess Bank = new(Samples.ServerIdOf("bank"), null);

    [Fact]
    public void Equals_WithTheSameEntries_IsTrueAndOtherwiseFalse()
    {
        Assert.Equal(new GrantAccess(Jobs, Bank), new GrantAccess(Jobs, Bank));
        Assert.Equal(new GrantAccess(Jobs, Bank).GetHashCode(), new GrantAccess(Jobs, Bank).GetHashCode());
        Assert.NotEqual(new GrantAccess(Jobs, Bank), new GrantAccess(Bank, Jobs));
        Assert.NotEqual(new GrantAccess(Jobs), new GrantAccess(Jobs with { Policy = null }));
    }

    [Fact]
    public void Find_OfAServer_ReturnsItsAccessOrNull()
    {
        var access = new GrantAccess(Jobs, Bank);

        Assert.Equal((Bank, 1), (access.Find(Bank.Server), access.IndexOf(Bank.Server)));
        Assert.Equal((null, -1), (access.Find(Samples.ServerIdOf("files")), access.IndexOf(Samples.ServerIdOf("files"))));
    }

    [Fact]
    public void Without_TheLastServer_IsNull()
    {
        var left = new GrantAccess(Jobs, Bank).Without(Jobs.Server);

        Assert.Equal(new GrantAccess(Bank), left);
        Assert.Null(left?.Without(Bank.Server));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void Create_WithNoServerOrTooMany_Throws(int count) =>
        Assert.Throws<ArgumentException>(() => new GrantAccess(Enumerable.Range(0, count).Select(_ => new ServerAccess(Samples.NewServerId(), null))));

    [Fact]
    public void Create_WithAServerTwice_ThrowsAndNamesIt() =>
        Assert.Contains("jobs, jobs", Assert.Throws<ArgumentException>(() => new GrantAccess(Jobs, Jobs with { Policy = null })).Message, StringComparison.Ordinal);
}
