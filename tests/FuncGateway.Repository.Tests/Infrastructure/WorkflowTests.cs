using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Infrastructure;

public sealed partial class WorkflowTests
{
    private const string Deployment = ".github/workflows/azure-dev.yml";

    public static TheoryData<string> Workflows => [.. Checkout.Files(".github/workflows").Concat(Checkout.Files("samples/github")).Where(IsYaml)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_OfAWorkflow_ArePinnedByCommitWithTheirVersion(string file)
    {
        var uses = Checkout.Read(file).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Permissions_OfAWorkflow_AreDeclaredForAllJobsAndWriteNoContents(string file)
    {
        var text = Checkout.Read(file);

        Assert.Contains("\npermissions:\n  contents: read\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("contents: write", text, StringComparison.Ordinal);
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(Deployment)]
    public void Checkouts_OfThisRepositorysWorkflows_LeaveNoCredentials(string file)
    {
        var text = Checkout.Read(file);

        Assert.Equal(Checkouts().Count(text), CheckoutsWithoutCredentials().Count(text));
        Assert.Equal(text.Split("runs-on:").Length, text.Split("timeout-minutes:").Length);
    }

    [Fact]
    public void Deployment_SignsInWithoutASecretAndLeavesEntraAlone()
    {
        var text = Checkout.Read(Deployment);

        Assert.Contains("id-token: write", text, StringComparison.Ordinal);
        Assert.Contains("GATEWAY_ENTRA: skip\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("azd provision --no-prompt", StringComparison.Ordinal) < text.IndexOf("azd deploy --no-prompt", StringComparison.Ordinal));
    }

    // An option that is not passed on would be set back to its default by the pipeline.
    [Fact]
    public void Options_OfTheTemplate_AreAllPassedOnByThePipeline()
    {
        var options = Option().Matches(Checkout.Read("infra/main.parameters.json")).Select(match => match.Groups[1].Value).ToArray();
        var copied = Copied().Matches(Checkout.Read("azure.yaml")).Select(match => match.Groups[1].Value);
        var passedOn = Passed().Matches(Checkout.Read(Deployment)).Select(match => match.Groups[1].Value);

        Assert.Contains("GATEWAY_VNET", options);
        Assert.Equal(options.Append("GATEWAY_HEALTH_ATTEMPTS"), copied);
        Assert.Equal(options.Concat(["GATEWAY_HEALTH_ATTEMPTS", "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_ENV_NAME", "AZURE_LOCATION"]).Order(), passedOn.Order());
    }

    private static bool IsYaml(string file) => Path.GetExtension(file) is ".yml" or ".yaml";

    [GeneratedRegex(@"^ *(- )?uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+(\.\d+)*$")]
    private static partial Regex Pinned();

    [GeneratedRegex("uses: actions/checkout@")]
    private static partial Regex Checkouts();

    [GeneratedRegex(@"uses: actions/checkout@\S+ # \S+\n +with:\n +persist-credentials: false\n")]
    private static partial Regex CheckoutsWithoutCredentials();

    [GeneratedRegex(@"\$\{(GATEWAY_\w+)=")]
    private static partial Regex Option();

    [GeneratedRegex(@"^ +- (GATEWAY_\w+)$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex(@"^ +(\w+): \$\{\{ vars\.\1 \}\}$", RegexOptions.Multiline)]
    private static partial Regex Passed();
}
