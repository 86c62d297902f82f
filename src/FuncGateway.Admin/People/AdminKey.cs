using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>The admin key of the settings, if there is one. Whoever has it is a local person with every right.</summary>
internal sealed class AdminKey(IOptions<AdminOptions> admin)
{
    public static Person Owner { get; } = new("local admin", [Role.Admin]);

    public bool IsSet => admin.Value.AdminKey is not null;

    public bool Is(string text) => admin.Value.AdminKey is { Length: > 0 } key && SecretText.AreTheSame(key, text);
}
