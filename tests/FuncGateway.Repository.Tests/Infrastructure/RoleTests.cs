using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed partial class RoleTests(BicepFixture bicep)
{
    private const string Operator = "11111111-1111-1111-1111-111111111111";

    // Built-in roles have the same GUID in every tenant.
    private const string StorageBlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string StorageBlobDataContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private const string StorageQueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string StorageTableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string KeyVaultCryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";
    private const string KeyVaultSecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";
    private const string KeyVaultSecretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
    private const string MonitoringMetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string DurableTaskDataContributor = "0ad04412-c4d5-4796-b79c-f76d14c8d402";

    private static readonly (string Who, string What, string Role)[] Always =
    [
        ("app", "st", StorageBlobDataOwner),
        ("app", "st", StorageQueueDataContributor),
        ("app", "st", StorageTableDataContributor),
        ("app", "kv", KeyVaultSecretsUser),
        ("app", "audit-checkpoints of kv", KeyVaultCryptoUser),
        ("app", "kvu", KeyVaultSecretsUser),
        ("app", "appi", MonitoringMetricsPublisher),
        ("deployment", "app-package of stpkg", StorageBlobDataContributor),
        ("operator", "kv", KeyVaultSecretsOfficer),
        ("operator", "kvu", KeyVaultSecretsOfficer),
    ];

    [Fact]
    public void Roles_OfTheDefaultVariant_AreExactlyThese() =>
        Assert.Equal(Always.Order(), Assigned(bicep.Default).Order());

    [Fact]
    public void Roles_OfTheFullVariant_AddOneOnTheScheduler() =>
        Assert.Equal(Always.Append(("app", "dts", DurableTaskDataContributor)).Order(), Assigned(bicep.Network).Order());

    [Fact]
    public void Operator_WhoMayBeAPipeline_HasNoPrincipalTypeWrittenDown() =>
        Assert.All(bicep.Network.OfType(Types.RoleAssignment), each =>
            Assert.Equal(each.Property("principalId") == Operator ? "null" : "ServicePrincipal", each.Property("principalType")));

    private static IEnumerable<(string Who, string What, string Role)> Assigned(Snapshot snapshot) =>
        snapshot.OfType(Types.RoleAssignment).Select(each => (Who(each, snapshot), What(each), each.Property("roleDefinitionId").Split('/')[^1]));

    private static string Who(SnapshotResource assignment, Snapshot snapshot)
    {
        var principal = assignment.Node["properties"]?["principalId"]?.GetValue<string>() ?? "";
        return principal == Operator ? "operator"
            : principal.Contains($"reference('{snapshot.Identity.Id}'", StringComparison.Ordinal) ? "app"
            : principal.Contains($"reference('{snapshot.DeploymentIdentity.Id}'", StringComparison.Ordinal) ? "deployment"
            : principal;
    }

    /// <summary>The resource that a role is assigned on, by the prefix of its name; a part of it is named before. For a role on the resource group it is the group, which no test expects.</summary>
    private static string What(SnapshotResource assignment)
    {
        var scope = ScopeOfAnExpression().Match(assignment.Id) is { Success: true } match
            ? match.Groups[1].Value
            : assignment.Id[..assignment.Id.LastIndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)];
        var parts = scope.Split('/');
        var owner = parts[Array.FindIndex(parts, part => part.StartsWith("Microsoft.", StringComparison.Ordinal)) + 2];
        var prefix = Prefix().Match(owner).Value;
        return owner == parts[^1] ? prefix : $"{parts[^1]} of {prefix}";
    }

    [GeneratedRegex(@"^\[extensionResourceId\('([^']+)'")]
    private static partial Regex ScopeOfAnExpression();

    // Names end in 13 characters that belong to the environment.
    [GeneratedRegex("^[a-z]+?(?=-?[a-z0-9]{13}$)")]
    private static partial Regex Prefix();
}
