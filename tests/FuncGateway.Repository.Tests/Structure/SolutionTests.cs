namespace FuncGateway.Repository.Tests.Structure;

public sealed class SolutionTests
{
    public static TheoryData<string> Everywhere => [.. SolutionFile.Projects.Keys.Order()];

    [Fact]
    public void Projects_AreAllInTheSolution() =>
        Assert.Equal(Checkout.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)), SolutionFile.Paths);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Project_IsBuiltUnderDebugAndRelease(string name)
    {
        var built = SolutionFile.Lines(name, "Build.0");

        Assert.Contains("Debug", built["Debug"]);
        Assert.Contains("Release", built["Release"]);
    }
}
