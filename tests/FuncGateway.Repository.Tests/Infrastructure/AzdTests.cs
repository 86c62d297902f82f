using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Infrastructure;

public sealed partial class AzdTests
{
    private static readonly string Yaml = Checkout.Read("azure.yaml");

    [Fact]
    public void Project_OfTheService_IsTheFunctionsProject()
    {
        var project = Value("project");

        Assert.Equal("./src/FuncGateway.Functions", project);
        Assert.True(File.Exists(Checkout.PathOf($"{project}/FuncGateway.Functions.csproj")), $"azure.yaml deploys {project}, which holds no FuncGateway.Functions.csproj.");
    }

    [Fact]
    public void Service_HasTheNameThatTheAppIsTaggedWith()
    {
        Assert.Contains("\n  gateway:\n", Yaml, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name': 'gateway'", Checkout.Read("infra/main.bicep"), StringComparison.Ordinal);
        Assert.Equal(("dotnet", "function"), (Value("language"), Value("host")));
    }

    [Fact]
    public void Template_HasTheVersionOfTheProjects() =>
        Assert.Equal($"funcgateway@{Regex.Match(Checkout.Read("Directory.Build.props"), "<Version>(.+)</Version>").Groups[1].Value}", Value("template"));

    [Fact]
    public void Infrastructure_IsWhereAzdLooks() =>
        Assert.True(File.Exists(Checkout.PathOf($"{Value("path")}/{Value("module")}.bicep")));

    [Fact]
    public void Parameters_AreThoseOfMainWithTheSameDefaults()
    {
        var declared = ParameterLine().Matches(Checkout.Read("infra/main.bicep")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim('\''));
        var given = Given();

        // The deployment determines the deployer's object id itself; it need not be in the environment file.
        Assert.Equal(declared.Keys.Where(name => name != "operatorPrincipalId").Order(), given.Keys.Order());
        Assert.All(Options(), option => Assert.Equal(declared[option.Parameter], option.Default));
    }

    // azd env refresh takes the values of an environment from its outputs.
    [Fact]
    public void Options_AreOutputsToo()
    {
        var outputs = OutputLine().Matches(Checkout.Read("infra/main.bicep")).Select(match => match.Groups[1].Value).ToArray();

        Assert.All(Options(), option => Assert.Contains(option.Name, outputs));
    }

    [Fact]
    public void Parameters_WithoutADefault_AreAzdsOwn() =>
        Assert.Equal(["${AZURE_ENV_NAME}", "${AZURE_LOCATION}"], Given().Values.Where(value => !value.Contains('=')).Order());

    [Fact]
    public void Variables_ThatTheInfrastructureReads_AreInTheDeployPageWithTheirDefaults()
    {
        var page = Checkout.Read("docs/operate/deploy.md");

        Assert.All(Options(), option =>
        {
            var row = Regex.Match(page, $@"^\| `{option.Name}` \| (.*?) ?\|", RegexOptions.Multiline);

            // The hook sets the audience; the template has no default for it.
            Assert.True(row.Success, $"{option.Name} has no row in the table of options.");
            Assert.Equal(option.Name == "GATEWAY_ENTRA_AUDIENCE" ? "created by the hook" : option.Default, row.Groups[1].Value);
        });
    }

    private static Dictionary<string, string> Given() =>
        (JsonNode.Parse(Checkout.Read("infra/main.parameters.json"))?["parameters"] as JsonObject ?? [])
            .ToDictionary(each => each.Key, each => each.Value?["value"]?.GetValue<string>() ?? "");

    /// <summary>The parameters with a default, and the variables of the environment that they are read from.</summary>
    private static (string Parameter, string Name, string Default)[] Options() =>
        [.. Given().Select(each => (each.Key, Match: Variable().Match(each.Value))).Where(each => each.Match.Success).Select(each => (each.Key, each.Match.Groups[1].Value, each.Match.Groups[2].Value))];

    private static string Value(string key) =>
        Regex.Match(Yaml, $@"^\s*{key}: (\S+)$", RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex(@"^param (\w+) \w+(?: = (\S+))?$", RegexOptions.Multiline)]
    private static partial Regex ParameterLine();

    [GeneratedRegex(@"^output (\w+) string = ", RegexOptions.Multiline)]
    private static partial Regex OutputLine();

    [GeneratedRegex(@"^\$\{(\w+)=(.*)\}$")]
    private static partial Regex Variable();
}
