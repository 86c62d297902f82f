namespace FuncGateway.Admin.People;

/// <summary>What a person is to the gateway. The names are those of the app roles in Microsoft Entra.</summary>
public enum Role
{
    None,
    Viewer,
    Approver,
    PolicyManager,
    Admin,
}
