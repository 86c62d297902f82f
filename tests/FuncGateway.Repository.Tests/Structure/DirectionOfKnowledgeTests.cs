using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Structure;

/// <summary>Policy ← Core ← { Mcp, Admin, Azure } ← Hosting ← { Functions, LocalHost }, { Policy, LocalHost } ← Cli.</summary>
public sealed partial class DirectionOfKnowledgeTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["FuncGateway.Policy"] = [],
        ["FuncGateway.Core"] = ["FuncGateway.Policy"],
        ["FuncGateway.Mcp"] = ["FuncGateway.Core"],
        ["FuncGateway.Admin"] = ["FuncGateway.Core"],
        ["FuncGateway.Azure"] = ["FuncGateway.Core"],
        ["FuncGateway.Console"] = [],
        ["FuncGateway.Hosting"] = ["FuncGateway.Admin", "FuncGateway.Azure", "FuncGateway.Console", "FuncGateway.Core", "FuncGateway.Mcp"],
        // The demo runs the sample servers in the same process.
        ["FuncGateway.LocalHost"] = ["FuncGateway.Hosting", "JobsServer", "PaymentsServer"],
        ["FuncGateway.Functions"] = ["FuncGateway.Hosting"],
        ["FuncGateway.Cli"] = ["FuncGateway.LocalHost", "FuncGateway.Policy"],
    };

    // Within a project, a folder may use those before it. Files outside the folders may use all of them.
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["FuncGateway.Policy"] = ["Text", "Json", "Arguments", "Limits", "Decisions", "Rules", "Documents", "Tools", "Classification", "Findings", "Recommendations", "ToolChecks", "Flows", "Analysis"],
        ["FuncGateway.Core"] = ["Text", "Secrets", "Servers", "Webhooks", "Inventory", "Policies", "Recordings", "Access", "Stack", "Ownership", "Telemetry", "Limits", "Approvals", "Audit", "Usage", "Drift", "Replays", "Proposals", "Durable"],
        ["FuncGateway.Mcp"] = ["Wire", "Telemetry", "Ceilings", "Relay", "Scanning", "Calls"],
        ["FuncGateway.Admin"] = ["People", "Http", "SignIn", "Servers", "Policies", "Inventory", "Grants", "Stack", "Approvals", "Audit", "Freezing", "Settings", "Overview"],
        ["FuncGateway.Azure"] = ["Storage", "Telemetry", "Secrets", "Servers", "Policies", "Inventory", "Access", "Ownership", "Recordings", "Approvals", "Audit", "Usage"],
        ["FuncGateway.Console"] = [],
        ["FuncGateway.Hosting"] = [],
        ["FuncGateway.LocalHost"] = ["Terminal", "Node", "Azurite", "Engine", "Calls", "Logs", "Demo", "VerifyAudit", "Commands"],
        ["FuncGateway.Functions"] = ["Durable", "Http", "Timers"],
        ["FuncGateway.Cli"] = ["Output", "Gateway", "Clients", "Policies", "Files", "Commands"],
    };

    private static readonly string[] Hosts = ["FuncGateway.LocalHost", "FuncGateway.Functions"];

    // The command line reads the environment of its user, and gets tokens for a person; it has no access to stores and secrets.
    private const string Cli = "FuncGateway.Cli";
    private static readonly string[] ReadSettings = ["FuncGateway.Hosting", .. Hosts, Cli];
    private static readonly IReadOnlyList<ProjectFile> Source = ProjectFile.Under("src");

    public static TheoryData<string> Projects => [.. Source.Select(project => project.Name)];

    public static TheoryData<string> Libraries => [.. Source.Select(project => project.Name).Except(ReadSettings)];

    [Fact]
    public void Projects_OfTheProduct_AreAllNamedInTheRule() =>
        Assert.Empty(Source.Select(project => project.Name).Except(MayKnow.Keys));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_KnowsOnlyWhatItMay(string name) =>
        Assert.Empty(Project(name).Projects.Except(MayKnow[name]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_DependOneWay(string name)
    {
        Assert.Empty(SourcesOf(name).Select(file => FolderOf(name, file)).Where(folder => folder.Length > 0).Distinct().Except(Folders[name]));
        Assert.Empty(SourcesOf(name).SelectMany(file => WrongArrows(name, FolderOf(name, file), Checkout.Read(file))));
    }

    [Theory]
    [InlineData("FuncGateway.Core", "Servers", "using FuncGateway.Core.Access;", "Servers uses Access")]
    [InlineData("FuncGateway.Core", "Access", "using FuncGateway.Core.Servers;", null)]
    [InlineData("FuncGateway.Policy", "Json", "_ = FuncGateway.Policies.Rules.Glob.Any;", "Json uses Rules")]
    [InlineData("FuncGateway.Mcp", "Wire", "using FuncGateway.Mcp.Nowhere;", "Wire uses Nowhere")]
    [InlineData("FuncGateway.Mcp", "", "using FuncGateway.Mcp.Calls;", null)]
    public void WrongArrow_InASource_IsFound(string project, string folder, string source, string? found) =>
        Assert.Equal(found is null ? [] : [found], WrongArrows(project, folder, source));

    [Fact]
    public void Policy_HasNoPackages() =>
        Assert.Empty(Project("FuncGateway.Policy").Packages);

    // The exporter only sends telemetry to the configured destination; it gives no access to stores or secrets.
    [Theory]
    [MemberData(nameof(Projects))]
    public void AzurePackages_AreSeenByAzureOnly(string name) =>
        Assert.True(
            name == "FuncGateway.Azure"
            || Project(name).Packages.All(package => !package.StartsWith("Azure.", StringComparison.Ordinal) || (package == "Azure.Monitor.OpenTelemetry.Exporter" && Hosts.Contains(name)) || (package == "Azure.Identity" && name == Cli)),
            $"{name} refers to {string.Join(", ", Project(name).Packages)}.");

    [Theory]
    [MemberData(nameof(Projects))]
    public void FunctionsPackages_AreSeenByFunctionsOnly(string name) =>
        Assert.True(
            name == "FuncGateway.Functions" || !Project(name).Packages.Any(IsOfFunctions),
            $"{name} refers to {string.Join(", ", Project(name).Packages.Where(IsOfFunctions))}.");

    // Entities and orchestrations use only the abstractions; the hosts provide the engine.
    [Theory]
    [MemberData(nameof(Projects))]
    public void DurablePackages_AreSeenByCoreAsAbstractionsAndByHosts(string name) =>
        Assert.All(
            Project(name).Packages.Where(IsDurable),
            package => Assert.True(
                Hosts.Contains(name) || (name == "FuncGateway.Core" && package is "Microsoft.DurableTask.Abstractions" or "Microsoft.DurableTask.Client"),
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

    private static IEnumerable<string> WrongArrows(string project, string folder, string source)
    {
        var root = project == "FuncGateway.Policy" ? "FuncGateway.Policies" : project;
        var order = Folders[project];
        return Regex.Matches(source, $@"\b{Regex.Escape(root)}\.(?<folder>\w+)")
            .Select(match => match.Groups["folder"].Value)
            .Distinct()
            .Where(used => folder.Length > 0 && used != folder && Array.IndexOf(order, used) is var at && (at < 0 || at > Array.IndexOf(order, folder)))
            .Select(used => $"{folder} uses {used}");
    }

    private static string FolderOf(string project, string file)
    {
        var inside = file[$"src/{project}/".Length..];
        return inside.Contains('/', StringComparison.Ordinal) ? inside[..inside.IndexOf('/', StringComparison.Ordinal)] : "";
    }

    private static IEnumerable<string> SourcesOf(string project) =>
        Checkout.Files($"src/{project}").Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static ProjectFile Project(string name) => Source.Single(project => project.Name == name);

    private static bool IsOfFunctions(string package) =>
        package.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal);

    private static bool IsDurable(string package) =>
        package.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal) || package.StartsWith("Microsoft.Azure.DurableTask.", StringComparison.Ordinal);

    [GeneratedRegex(@"BindConfiguration|\bIConfiguration(Root|Section|Manager)?\b|Environment\.GetEnvironmentVariable")]
    private static partial Regex ReadsConfiguration();

    [GeneratedRegex(@"^\s*(global )?using (static )?Azure\.", RegexOptions.Multiline)]
    private static partial Regex UsesAzure();
}
