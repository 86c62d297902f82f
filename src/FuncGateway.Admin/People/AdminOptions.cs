using System.ComponentModel.DataAnnotations;
using FuncGateway.Core;

namespace FuncGateway.Admin.People;

/// <summary>Settings of the local admin key, section <c>FuncGateway</c>. Checked at start.</summary>
public sealed class AdminOptions
{
    public const string Section = GatewayOptions.Section;
    private const string NotAccepted = "FuncGateway:AdminKey has a form that is not accepted. Accepted: 32 to 256 characters of A-Z, a-z, 0-9, '-' and '_'.";

    /// <summary>
    /// Opens the admin API with every right. 32 to 256 characters of A-Z, a-z, 0-9, '-' and '_': long enough not to be guessed, and never
    /// with a dot, so that it cannot be taken for a token of Microsoft Entra. Absent: no admin key.
    /// </summary>
    [StringLength(256, MinimumLength = 32, ErrorMessage = NotAccepted)]
    [RegularExpression("^[A-Za-z0-9_-]*$", ErrorMessage = NotAccepted)]
    public string? AdminKey { get; set; }
}
