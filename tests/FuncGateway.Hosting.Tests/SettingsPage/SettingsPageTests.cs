using System.Text.RegularExpressions;

namespace FuncGateway.Hosting.Tests.SettingsPage;

/// <summary>The page of the settings says what the code says. With <c>FUNCGATEWAY_PAGES=rewrite</c> its tables are written anew.</summary>
public sealed partial class SettingsPageTests
{
    private static readonly string File = Path.Combine(SampleFile.Root, "docs", "operate", "settings.md");

    [Fact]
    public async Task Tables_OfThePage_AreThoseOfTheOptions()
    {
        var page = await System.IO.File.ReadAllTextAsync(File);
        var expected = Tables().Replace(page, match => $"{match.Groups[1].Value}\n\n{SettingsTable.Write()}\n{match.Groups[2].Value}");
        if (Environment.GetEnvironmentVariable("FUNCGATEWAY_PAGES") == "rewrite")
        {
            await System.IO.File.WriteAllTextAsync(File, expected);
        }

        Assert.Matches(Tables(), page);
        Assert.Equal(expected, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Page_NamesEverySettingOfTheSampleAndThoseThatAreReadByName()
    {
        var page = await System.IO.File.ReadAllTextAsync(File);

        Assert.All(
            SampleFile.Values().Select(setting => setting.Name).Concat(UnknownSettings.ReadByName.Select(name => name.Replace(":", "__", StringComparison.Ordinal))).Where(name => !name.EndsWith("__1", StringComparison.Ordinal)),
            name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    // What the deployment sets is replaced at the next "azd provision", so an operator must know it.
    [Fact]
    public async Task Page_NamesWhatTheDeploymentSets()
    {
        var template = await System.IO.File.ReadAllTextAsync(Path.Combine(SampleFile.Root, "infra", "modules", "settings.bicep"));
        var set = TemplateSettings().Matches(template).Select(match => match.Value).Distinct().ToArray();
        var listed = SetByTheDeployment().Match(await System.IO.File.ReadAllTextAsync(File)).Groups[1].Value;

        Assert.NotEmpty(set);
        Assert.Equal(set.Order(StringComparer.Ordinal), Name().Matches(listed).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("(<!-- begin: options -->).*?(<!-- end: options -->)", RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex("FuncGateway__[A-Za-z]+(?:__[A-Za-z]+)*")]
    private static partial Regex TemplateSettings();

    [GeneratedRegex("^The deployment sets (.*?)\\.$", RegexOptions.Multiline)]
    private static partial Regex SetByTheDeployment();

    [GeneratedRegex("`(FuncGateway__[A-Za-z_]+?)(?:__0)?`")]
    private static partial Regex Name();
}
