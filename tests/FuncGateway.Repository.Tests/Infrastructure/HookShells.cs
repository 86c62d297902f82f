namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The shells that azd runs hooks in: sh on Linux and macOS, PowerShell 7 on Windows. Both run on every system.</summary>
public sealed class HookShells : TheoryData<string>
{
    public HookShells() => AddRange("sh", "pwsh");
}
