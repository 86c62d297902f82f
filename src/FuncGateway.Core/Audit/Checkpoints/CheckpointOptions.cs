namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Settings of the checkpoints, in the section of the audit log.</summary>
public sealed class CheckpointOptions
{
    public const string Section = GatewayOptions.Section + ":Audit";

    /// <summary>Name of the key in the vault (<c>FuncGateway:KeyVaultUri</c>) that signs checkpoints. Empty: none are written. A local gateway signs with a file in its data folder instead.</summary>
    public string CheckpointKeyName { get; set; } = "";
}
