using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Gateway.People;

/// <summary>Settings of the local admin key, section <c>FuncGateway</c>. Checked at start.</summary>
public sealed class AdminOptions
{
    public const string Section = GatewayOptions.Section;

    /// <summary>
    /// Opens the admin API with every right. 32 to 256 characters of A-Z, a-z, 0-9, '-' and '_': long enough not to be guessed, and never
    /// with a dot, so that it cannot be taken for a token of Microsoft Entra. Absent: no admin key.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9_-]{32,256}$", ErrorMessage = "FuncGateway:AdminKey has a form that is not accepted. Accepted: 32 to 256 characters of A-Z, a-z, 0-9, '-' and '_'.")]
    public string? AdminKey { get; set; }
}
