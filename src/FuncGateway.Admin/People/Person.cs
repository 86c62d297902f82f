using System.Security.Claims;

namespace FuncGateway.Admin.People;

/// <summary>Who uses the admin API, and as what.</summary>
public sealed record Person(string Name, IReadOnlyList<Role> Roles)
{
    internal const string NameClaim = "name";
    internal const string RoleClaim = "roles";

    /// <summary>Claims that tell a person or an application apart, the most readable first.</summary>
    private static readonly string[] NameClaims = ["preferred_username", "upn", NameClaim, "azp", "appid", "oid", "sub"];

    public static Person Of(ClaimsPrincipal principal)
    {
        var name = NameClaims.Select(claim => principal.FindFirstValue(claim)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        return new Person(name ?? "unnamed", [.. principal.FindAll(RoleClaim).Select(claim => RoleOf(claim.Value)).Where(role => role is not Role.None).Distinct()]);
    }

    public bool May(Right right) => Roles.Intersect(Rights.RolesWith(right)).Any();

    // Exactly the four names: Enum.Parse would also take numbers and lists.
    private static Role RoleOf(string name) => name switch
    {
        nameof(Role.Admin) => Role.Admin,
        nameof(Role.PolicyManager) => Role.PolicyManager,
        nameof(Role.Approver) => Role.Approver,
        nameof(Role.Viewer) => Role.Viewer,
        _ => Role.None,
    };
}

/// <summary>What a person is to the gateway. The names are those of the app roles in Microsoft Entra.</summary>
public enum Role
{
    None,
    Viewer,
    Approver,
    PolicyManager,
    Admin,
}
