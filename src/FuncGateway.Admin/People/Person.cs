using System.Security.Claims;

namespace FuncGateway.Admin.People;

/// <summary>A person or application using the admin API, with its roles.</summary>
public sealed record Person(string Name, IReadOnlyList<Role> Roles)
{
    internal const string NameClaim = "name";
    internal const string RoleClaim = "roles";

    /// <summary>Claims that identify a person or an application, most readable first.</summary>
    private static readonly string[] NameClaims = ["preferred_username", "upn", NameClaim, "azp", "appid", "oid", "sub"];

    public static Person Of(ClaimsPrincipal principal)
    {
        var name = NameClaims.Select(claim => principal.FindFirstValue(claim)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        return new Person(name ?? "unnamed", [.. principal.FindAll(RoleClaim).Select(claim => RoleOf(claim.Value)).Where(role => role is not Role.None).Distinct()]);
    }

    public bool May(Right right) => right is Right.SignedIn || Roles.Intersect(Rights.RolesWith(right)).Any();

    /// <param name="scheme">How the person was authenticated.</param>
    internal ClaimsPrincipal ToPrincipal(string scheme) =>
        new(new ClaimsIdentity([new(NameClaim, Name), .. Roles.Select(role => new Claim(RoleClaim, role.ToString()))], scheme, NameClaim, RoleClaim));

    // Exactly these four names: Enum.Parse would also accept numbers and lists.
    private static Role RoleOf(string name) => name switch
    {
        nameof(Role.Admin) => Role.Admin,
        nameof(Role.PolicyManager) => Role.PolicyManager,
        nameof(Role.Approver) => Role.Approver,
        nameof(Role.Viewer) => Role.Viewer,
        _ => Role.None,
    };
}

/// <summary>The roles of the admin API. The names are those of the app roles in Microsoft Entra.</summary>
public enum Role
{
    None,
    Viewer,
    Approver,
    PolicyManager,
    Admin,
}
