using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Structure;

/// <summary>Policy ← Gateway ← { Azure, LocalHost, Functions }, Azure ← { LocalHost, Functions }.</summary>
public sealed partial class DirectionOfKnowledgeTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["FuncGateway.Policy"] = [],
        ["FuncGateway.Gateway"] = ["FuncGateway.Policy"],
        ["FuncGateway.Azure"] = ["FuncGateway.Gateway", "FuncGateway.Policy"],
        // The demo runs the sample upstream in the same process.
        ["FuncGateway.LocalHost"] = ["FuncGateway.Azure", "FuncGateway.Gateway", "FuncGateway.Policy", "JobsServer"],
        ["FuncGateway.Functions"] = ["FuncGateway.Azure", "FuncGateway.Gateway", "FuncGateway.Policy"],
    };

    private static readonly string[] Hosts = ["FuncGateway.LocalHost", "FuncGateway.Functions"];
    private static readonly IReadOnlyList<ProjectFile> Source = ProjectFile.Under("src");

    public static TheoryData<string> Projects => [.. Source.Select(project => project.Name)];

    public static TheoryData<string> Libraries => [.. Source.Select(project => project.Name).Except(Hosts)];

    [Fact]
    public void Projects_OfTheProduct_AreAllNamedInTheRule() =>
        Assert.Empty(Source.Select(project => project.Name).Except(MayKnow.Keys));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_KnowsOnlyWhatItMay(string name) =>
        Assert.Empty(Project(name).Projects.Except(MayKnow[name]));

    [Fact]
    public void Policy_HasNoPackages() =>
        Assert.Empty(Project("FuncGateway.Policy").Packages);

    // The exporter sends telemetry where a host was told to; it stores nothing and opens nothing.
    [Theory]
    [MemberData(nameof(Projects))]
    public void AzurePackages_AreSeenByAzureOnly(string name) =>
        Assert.True(
            name == "FuncGateway.Azure"
            || Project(name).Packages.All(package => !package.StartsWith("Azure.", StringComparison.Ordinal) || (package == "Azure.Monitor.OpenTelemetry.Exporter" && Hosts.Contains(name))),
            $"{name} refers to {string.Join(", ", Project(name).Packages)}.");

    [Theory]
    [MemberData(nameof(Projects))]
    public void FunctionsPackages_AreSeenByFunctionsOnly(string name) =>
        Assert.True(
            name == "FuncGateway.Functions" || !Project(name).Packages.Any(IsOfFunctions),
            $"{name} refers to {string.Join(", ", Project(name).Packages.Where(IsOfFunctions))}.");

    // Entities and orchestrations are written once, on the abstractions; the hosts bring the engine.
    [Theory]
    [MemberData(nameof(Projects))]
    public void DurablePackages_AreSeenByTheGatewayAsAbstractionsAndByHosts(string name) =>
        Assert.All(
            Project(name).Packages.Where(IsDurable),
            package => Assert.True(
                Hosts.Contains(name) || (name == "FuncGateway.Gateway" && package is "Microsoft.DurableTask.Abstractions" or "Microsoft.DurableTask.Client"),
                $"{name} refers to {package}."));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Engine_IsSeenByLocalHostOnly(string name) =>
        Assert.True(name == "FuncGateway.LocalHost" || !Project(name).Packages.Contains("Microsoft.Azure.DurableTask.AzureStorage"), $"{name} refers to the durable engine.");

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Configuration_IsReadByHostsOnly(string library) =>
        Assert.DoesNotContain(SourcesOf(library), file => ReadsConfiguration().IsMatch(Checkout.Read(file)));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void AzureNamespaces_AreUsedInAzureOnly(string library) =>
        Assert.DoesNotContain(SourcesOf(library), file => library != "FuncGateway.Azure" && UsesAzure().IsMatch(Checkout.Read(file)));

    private static IEnumerable<string> SourcesOf(string project) =>
        Checkout.Files($"src/{project}").Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static ProjectFile Project(string name) => Source.Single(project => project.Name == name);

    private static bool IsOfFunctions(string package) =>
        package.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal);

    private static bool IsDurable(string package) =>
        package.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal) || package.StartsWith("Microsoft.Azure.DurableTask.", StringComparison.Ordinal);

    [GeneratedRegex(@"\bIConfiguration(Root|Section|Manager)?\b|Environment\.GetEnvironmentVariable")]
    private static partial Regex ReadsConfiguration();

    [GeneratedRegex(@"^\s*(global )?using (static )?Azure\.", RegexOptions.Multiline)]
    private static partial Regex UsesAzure();
}
