namespace FuncGateway.Repository.Tests.Infrastructure;

internal static class Types
{
    public const string Group = "Microsoft.Resources/resourceGroups";
    public const string Identity = "Microsoft.ManagedIdentity/userAssignedIdentities";
    public const string Insights = "Microsoft.Insights/components";
    public const string Plan = "Microsoft.Web/serverfarms";
    public const string RoleAssignment = "Microsoft.Authorization/roleAssignments";
    public const string Scheduler = "Microsoft.DurableTask/schedulers";
    public const string Settings = "Microsoft.Web/sites/config";
    public const string Site = "Microsoft.Web/sites";
    public const string Storage = "Microsoft.Storage/storageAccounts";
    public const string Vault = "Microsoft.KeyVault/vaults";
    public const string Workspace = "Microsoft.OperationalInsights/workspaces";
}
