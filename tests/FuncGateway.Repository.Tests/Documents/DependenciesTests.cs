using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FuncGateway.Repository.Tests.Documents;

public sealed partial class DependenciesTests
{
    private const string Page = "docs/decisions/dependencies.md";

    [Fact]
    public void Packages_AreExactlyThoseOfThePage()
    {
        var used = XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(each => each.Attribute("Include")?.Value).Append("Azure.Bicep.CommandLine.linux-x64");

        Assert.Equal(used.Order(StringComparer.Ordinal), Rows().Select(row => row.Package).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reasons_AreGivenInOneLineEach() =>
        Assert.All(Rows(), row => Assert.True(row.Reason.Length >= 10, $"{row.Package} needs a reason."));

    private static IEnumerable<(string Package, string Reason)> Rows() =>
        RowLine().Matches(Checkout.Read(Page)).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()));

    [GeneratedRegex(@"^\| `([^`]+)` \|(.*)\|$", RegexOptions.Multiline)]
    private static partial Regex RowLine();
}
