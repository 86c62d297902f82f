using System.Text;
using System.Text.Json;
using FuncGateway.Functions.Tests.Shells;

namespace FuncGateway.Functions.Tests.Package;

public sealed class PublishedAppTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    // The header of code that was compiled ahead of time has this signature.
    private static readonly byte[] ReadyToRun = "RTR\0"u8.ToArray();

    [Fact]
    public void Functions_OfThePackage_AreThoseOfTheApp() =>
        Assert.Equal(
            Shell.All.Select(shell => shell.Name).Order(StringComparer.Ordinal),
            Json("functions.metadata").EnumerateArray().Select(function => function.GetProperty("name").GetString() ?? "").Order(StringComparer.Ordinal));

    [Fact]
    public void HostJson_OfThePackage_IsThatOfTheProject() =>
        Assert.Equal(Repository.Read("src", "FuncGateway.Functions", "host.json"), Encoding.UTF8.GetString(app.Files["host.json"]));

    [Fact]
    public void Extensions_OfThePackage_AreThoseThatTheTriggersNeedAndAreThere()
    {
        var extensions = Json("extensions.json").GetProperty("extensions").EnumerateArray().ToArray();

        Assert.Superset(new HashSet<string> { "DurableTask" }, extensions.Select(extension => extension.GetProperty("name").GetString() ?? "").ToHashSet());
        Assert.All(extensions, extension => Assert.Contains(AssemblyOf(extension), app.Files.Keys));
        Assert.Contains(".azurefunctions/function.deps.json", app.Files.Keys);
    }

    [Fact]
    public void Worker_OfThePackage_IsTheProgramThatIsThere()
    {
        var worker = Json("worker.config.json").GetProperty("description").GetProperty("defaultWorkerPath").GetString() ?? "";

        Assert.Equal("FuncGateway.Functions.dll", worker);
        Assert.Contains(worker, app.Files.Keys);
    }

    // The settings lie where the project takes them from, so without its exception they would be deployed.
    [Fact]
    public void LocalSettings_AreNotInThePackage() =>
        Assert.DoesNotContain(app.Files.Keys, file => file.Contains("settings", StringComparison.OrdinalIgnoreCase) && file.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("Functions")]
    [InlineData("Hosting")]
    [InlineData("Mcp")]
    [InlineData("Admin")]
    [InlineData("Core")]
    [InlineData("Policy")]
    [InlineData("Azure")]
    public void Assembly_OfThePackage_IsCompiledAheadOfTime(string project) =>
        Assert.True(app.Files[$"FuncGateway.{project}.dll"].AsSpan().IndexOf(ReadyToRun) >= 0, $"FuncGateway.{project}.dll is not ReadyToRun.");

    // NU1603: the package source has a later version than the one that the Worker SDK asks for.
    [Fact]
    public void Publishing_WarnsOfNothing() =>
        Assert.DoesNotContain(app.Output.Split('\n'), line => line.Contains(": warning ", StringComparison.Ordinal) && !line.Contains("NU1603", StringComparison.Ordinal));

    private static string AssemblyOf(JsonElement extension) => Path.GetFileName((extension.GetProperty("hintPath").GetString() ?? "").Replace('\\', '/')) is var file
        ? $".azurefunctions/{file}"
        : "";

    private JsonElement Json(string file) => JsonDocument.Parse(app.Files[file]).RootElement;
}
