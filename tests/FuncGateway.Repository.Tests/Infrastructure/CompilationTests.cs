namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed class CompilationTests(BicepFixture bicep)
{
    [Fact]
    public async Task Build_OfMain_SucceedsWithoutAWord()
    {
        var build = await bicep.BuildAsync();

        Assert.Equal((0, ""), (build.ExitCode, build.Errors));
        Assert.Contains("subscriptionDeploymentTemplate.json", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_OfMainAndItsModules_FindsNothing() =>
        Assert.Empty(await bicep.LintAsync("infra/main.bicep"));

    [Fact]
    public async Task Lint_OfAnUnusedParameter_FindsIt() =>
        Assert.Contains("no-unused-params", Assert.Single(await bicep.LintTextAsync("param unused string = ''\n"))?.ToJsonString(), StringComparison.Ordinal);

    // azd offers the regions that the template allows.
    [Theory]
    [InlineData("westeurope", true)]
    [InlineData("germanynorth", false)]
    public async Task Location_WhereFlexConsumptionIsNotOffered_IsRefused(string location, bool isOffered)
    {
        var run = await bicep.BuildParametersAsync($"using 'infra/main.bicep'\nparam environmentName = 'sample'\nparam location = '{location}'\n");

        Assert.Equal(isOffered, run.ExitCode == 0);
        Assert.Equal(isOffered, !run.Errors.Contains("'westeurope'", StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_AreAllUsed()
    {
        var text = string.Concat(Checkout.Files("infra").Where(IsBicep).Select(Checkout.Read));

        Assert.All(Checkout.Files("infra/modules").Where(IsBicep), module =>
            Assert.Contains($"{Path.GetFileName(module)}' =", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_ComeFromThisRepositoryOnly()
    {
        var text = string.Concat(Checkout.Files("infra").Where(IsBicep).Select(Checkout.Read));

        Assert.DoesNotContain("'br/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'br:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'ts:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_OfAllVariants_HaveNoDiagnostics() =>
        Assert.Empty(bicep.All.SelectMany(each => each.Diagnostics));

    private static bool IsBicep(string file) => file.EndsWith(".bicep", StringComparison.Ordinal);
}
