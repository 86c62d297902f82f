using System.Text.RegularExpressions;

namespace FuncGateway.Functions.Tests.Settings;

/// <summary>The app's project needs packages that cannot be restored everywhere: only the configuration Azure builds it.</summary>
public sealed partial class SolutionTests
{
    private static readonly string Solution = Repository.Read("FuncGateway.sln").ReplaceLineEndings("\n");

    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public void Solution_InAnEverydayConfiguration_DoesNotBuildTheApp(string configuration)
    {
        Assert.True(IsBuilt("FuncGateway.Functions.Tests", configuration));
        Assert.False(IsBuilt("FuncGateway.Functions", configuration));
    }

    [Fact]
    public void Solution_InTheConfigurationAzure_BuildsEveryProjectAsRelease() =>
        Assert.All(Projects().Matches(Solution), project => Assert.Contains(
            $"{project.Groups["id"].Value}.Azure|Any CPU.Build.0 = Release|Any CPU\n", Solution, StringComparison.Ordinal));

    private static bool IsBuilt(string name, string configuration)
    {
        var project = Projects().Matches(Solution).Single(match => match.Groups["name"].Value == name);
        return Solution.Contains($"{project.Groups["id"].Value}.{configuration}|Any CPU.Build.0", StringComparison.Ordinal);
    }

    [GeneratedRegex("""= "(?<name>[^"]+)", "[^"]+\.csproj", "(?<id>[^"]+)"\n""")]
    private static partial Regex Projects();
}
