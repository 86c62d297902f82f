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
