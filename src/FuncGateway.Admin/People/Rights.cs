namespace FuncGateway.Admin.People;

/// <summary>What a person may do; which roles carry it is in <see cref="Rights"/>.</summary>
public enum Right
{
    /// <summary>Make, rotate and revoke grants; servers and their credentials; the audit of what people did.</summary>
    Administer,

    /// <summary>Write policies and attach them to grants.</summary>
    WritePolicies,

    /// <summary>Answer what waits for approval.</summary>
    DecideApprovals,

    /// <summary>See servers, policies, the labels of grants and the audit of calls.</summary>
    See,
}

/// <summary>The table of roles and rights. PolicyManager and Approver do not contain each other: who writes a rule does not also wave through what it holds back.</summary>
public static class Rights
{
    public static IReadOnlyList<Role> RolesWith(Right right) => right switch
    {
        Right.See => [Role.Admin, Role.PolicyManager, Role.Approver, Role.Viewer],
        Right.DecideApprovals => [Role.Admin, Role.Approver],
        Right.WritePolicies => [Role.Admin, Role.PolicyManager],
        _ => [Role.Admin],
    };

    /// <summary>The name of the authorization policy that asks for this right.</summary>
    internal static string PolicyName(Right right) => $"FuncGateway.{right}";
}
