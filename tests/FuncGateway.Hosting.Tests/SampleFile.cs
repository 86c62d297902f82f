using System.Text.Json;

namespace FuncGateway.Hosting.Tests;

/// <summary>The settings of <c>local.settings.sample.json</c>.</summary>
internal static class SampleFile
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<(string Name, string Value)> Values()
    {
        using var sample = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "local.settings.sample.json")));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(setting => (setting.Name, setting.Value.GetString() ?? ""))];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FuncGateway.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
