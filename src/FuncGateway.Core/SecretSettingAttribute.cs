namespace FuncGateway.Core;

/// <summary>Marks a setting whose value may be a credential, so that it is not shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretSettingAttribute : Attribute;
