using FuncGateway.Core;

namespace FuncGateway.Admin.People;

/// <summary>Which Microsoft Entra tokens open the admin API, section <c>FuncGateway:Entra</c>. Checked at start.</summary>
public sealed class EntraOptions
{
    public const string Section = GatewayOptions.Section + ":Entra";

    /// <summary>The tenant's id, a GUID: tokens of any other tenant are refused. Absent together with <see cref="Audience"/>: no Entra.</summary>
    public string? TenantId { get; set; }

    /// <summary>The app registration the tokens must be meant for: its client id (then <c>api://</c> and that id is accepted too) or its App ID URI.</summary>
    public string? Audience { get; set; }

    /// <summary>Where the signing keys are published; absent: the public cloud's v2.0 endpoint of the tenant. https, or http on loopback.</summary>
    public Uri? Authority { get; set; }

    public bool IsSet => TenantId is not null || Audience is not null || Authority is not null;
}
