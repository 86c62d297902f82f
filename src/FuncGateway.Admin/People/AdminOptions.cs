using System.ComponentModel.DataAnnotations;
using FuncGateway.Core;

namespace FuncGateway.Admin.People;

/// <summary>Settings of the local admin key, section <c>FuncGateway</c>. Checked at start.</summary>
public sealed class AdminOptions
{
    public const string Section = GatewayOptions.Section;
    private const string NotAccepted = "FuncGateway:AdminKey is invalid. Accepted: 32 to 256 characters of A-Z, a-z, 0-9, '-' and '_'.";

    /// <summary>
    /// Key that grants every right in the admin API: 32 to 256 characters of A-Z, a-z, 0-9, '-' and '_'. Long enough to resist guessing, and
    /// without dots, so that it cannot be mistaken for a Microsoft Entra token. If absent, there is no admin key.
    /// </summary>
    [StringLength(256, MinimumLength = 32, ErrorMessage = NotAccepted)]
    [RegularExpression("^[A-Za-z0-9_-]*$", ErrorMessage = NotAccepted)]
    [SecretSetting]
    public string? AdminKey { get; set; }
}
