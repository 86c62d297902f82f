namespace FuncGateway.Repository.Tests.Structure;

/// <summary>
/// The Functions packages cannot be restored everywhere. So the solution lists the project, builds it under its configuration
/// Azure only, and Debug and Release neither restore nor build it.
/// </summary>
public sealed class FunctionsInSolutionTests
{
    private const string Functions = "FuncGateway.Functions";

    [Fact]
    public void Functions_IsListed() =>
        Assert.Contains(Functions, SolutionFile.Projects.Keys);

    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public void Functions_UnderDebugAndRelease_IsActiveButNotBuilt(string configuration)
    {
        Assert.NotEmpty(SolutionFile.Lines(Functions, "ActiveCfg")[configuration]);
        Assert.Empty(SolutionFile.Lines(Functions, "Build.0")[configuration]);
    }

    [Fact]
    public void Functions_UnderAzure_IsBuiltAsRelease()
    {
        Assert.All(SolutionFile.Lines(Functions, "ActiveCfg")["Azure"], mapped => Assert.Equal("Release", mapped));
        Assert.Contains("Release", SolutionFile.Lines(Functions, "Build.0")["Azure"]);
    }

    [Fact]
    public void EveryOtherProject_UnderAzure_IsBuiltAsRelease() =>
        Assert.All(SolutionFile.Projects.Keys, name => Assert.Contains("Release", SolutionFile.Lines(name, "Build.0")["Azure"]));

    // What Debug builds must not drag the project in by a reference either.
    [Fact]
    public void Functions_IsReferredToByNoProject() =>
        Assert.DoesNotContain(ProjectFile.Under("."), project => project.Projects.Contains(Functions));
}
