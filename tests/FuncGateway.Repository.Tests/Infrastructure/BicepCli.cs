using System.Reflection;
using System.Runtime.InteropServices;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The Bicep compiler from the NuGet package that the project file downloads.</summary>
internal static class BicepCli
{
    public static Task<ToolRun> RunAsync(string workingDirectory, params string[] arguments) =>
        ToolRun.StartAsync(Find(), arguments, workingDirectory);

    private static string Find()
    {
        var package = Metadata("BicepPackage");
        var version = Metadata("BicepVersion");
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            throw new PlatformNotSupportedException(
                $"The Bicep tests run the compiler of the package {package} {version}, which is for Linux on x64; this is {RuntimeInformation.RuntimeIdentifier}.");
        }

        var tool = Path.Combine(Metadata("NuGetPackageRoot"), package.ToLowerInvariant(), version, "tools", "bicep");
        return File.Exists(tool) ? tool : throw new FileNotFoundException($"The package {package} {version} holds no tools/bicep. Restore the project again.", tool);
    }

    private static string Metadata(string key) =>
        typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value
        ?? throw new InvalidOperationException($"The project file gives no {key}.");
}
