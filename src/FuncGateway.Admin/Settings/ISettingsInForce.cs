namespace FuncGateway.Admin.Settings;

/// <summary>The settings of the gateway as its host has read them.</summary>
public interface ISettingsInForce
{
    HostKind Host { get; }

    /// <summary>Lists every setting of the gateway, set or not, by name. No value that may be a credential is included.</summary>
    IReadOnlyList<SettingInForce> List();

    /// <summary>The names of the secrets that the settings refer to by <c>@secret:NAME</c>.</summary>
    IReadOnlyList<string> SecretNames();
}

/// <summary>Which host runs the gateway.</summary>
public enum HostKind
{
    /// <summary>Azure Functions, in Azure or on a developer's machine.</summary>
    Functions,

    /// <summary>LocalHost.</summary>
    Local,
}

/// <summary>A setting and the value in force.</summary>
/// <param name="Name">Such as <c>FuncGateway:Approvals:Hold</c>.</param>
/// <param name="Value">As it would be written in the settings; empty if it is not set and has no default; <c>(set)</c> if it may be a credential.</param>
/// <param name="Source"><c>default</c>, <c>local.settings.json</c>, <c>environment</c>, <c>command line</c> or <c>other</c>.</param>
public sealed record SettingInForce(string Name, string Value, string Source, bool IsSecret);
