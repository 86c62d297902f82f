namespace FuncGateway.Admin.People;

/// <summary>What a person may do. <see cref="Rights"/> lists the roles that include each right.</summary>
public enum Right
{
    /// <summary>Create, rotate and revoke grants; edit servers and their credentials; read the admin audit log.</summary>
    Administer,

    /// <summary>Write policies and attach them to grants.</summary>
    WritePolicies,

    /// <summary>Approve or refuse held calls.</summary>
    DecideApprovals,

    /// <summary>Read servers, policies, grants, the list of approvals and the audit of calls.</summary>
    See,

    /// <summary>Learn who one is. Every person who is signed in may, even without a role.</summary>
    SignedIn,
}

/// <summary>Maps rights to roles. PolicyManager and Approver are separate, so that the person who writes a rule does not also approve the calls it holds.</summary>
public static class Rights
{
    public static IReadOnlyList<Role> RolesWith(Right right) => right switch
    {
        Right.See or Right.SignedIn => [Role.Admin, Role.PolicyManager, Role.Approver, Role.Viewer],
        Right.DecideApprovals => [Role.Admin, Role.Approver],
        Right.WritePolicies => [Role.Admin, Role.PolicyManager],
        _ => [Role.Admin],
    };

    /// <summary>The name of the authorization policy that requires this right.</summary>
    internal static string PolicyName(Right right) => $"FuncGateway.{right}";
}
