using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Pages;

/// <summary>The numbers of the cost page follow from its prices and from what is deployed by default.</summary>
public sealed partial class CostPageTests
{
    private static readonly string Page = Checkout.Read("docs/operate/cost.md");
    private static readonly Calculation[] Calculations = Calculation.In(Page);

    [Fact]
    public void Calculations_OfThePage_AreRight()
    {
        // Every line of a block is one, and so is code in the text with a result.
        Assert.Equal(Blocks().Matches(Page).Sum(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length) + InText().Count(Page), Calculations.Length);
        Assert.All(Calculations, calculation => Assert.True(calculation.IsRight(), calculation.Text));
    }

    [Theory]
    [InlineData("tables 1,000,000 × 4 requests × $0.000000036 = $0.14", true)]
    [InlineData("tables 1,000,000 × 4 requests × $0.000000036 = $0.15", false)]
    [InlineData("active 2,628,000 s × (1 − e^(−1,000,000 ÷ 2,628,000)) = 831,700 s", true)]
    [InlineData("active 2,628,000 s × (1 − e^(−1,000,000 ÷ 2,628,000)) = 833,000 s", false)]
    [InlineData("on demand (831,700 s × 2 GB − 100,000 GB-s) × $0.000026 = $40.65", true)]
    public void Calculation_IsRight_IfItsResultFollows(string text, bool isRight) => Assert.Equal(isRight, Assert.Single(Calculation.In(text)).IsRight());

    [Fact]
    public void Prices_OfTheCalculations_AreInTheTable()
    {
        var table = Page[..Page.IndexOf("## Idle", StringComparison.Ordinal)];

        Assert.All(Calculations.SelectMany(calculation => calculation.Prices).Distinct(), price => Assert.Contains($"{price} ", table, StringComparison.Ordinal));
    }

    [Fact]
    public void Sums_InTheText_AreThoseOfTheirBlocks()
    {
        Assert.Contains($"the million costs {Sum(1)}.", Page, StringComparison.Ordinal);
        Assert.Contains($"That is {Sum(2)}.", Page, StringComparison.Ordinal);
        Assert.Contains($"That is {Sum(4)}.", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_OfTheDeployment_AreThoseOfThePage()
    {
        var main = Checkout.Read("infra/main.bicep");

        Assert.Contains("As deployed by default (2 GB, nothing always ready)", Page, StringComparison.Ordinal);
        Assert.Contains("param instanceMemoryMB int = 2048\n", main, StringComparison.Ordinal);
        Assert.Contains("param alwaysReadyHttp int = 0\n", main, StringComparison.Ordinal);
        Assert.Contains("param alwaysReadyDurable int = 0\n", main, StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_OfTheReadmeAndTheParameters_AreOnThePage()
    {
        var amounts = Amount().Matches(Checkout.Read("README.md") + Checkout.Read("infra/main.bicep") + Checkout.Read("docs/operate/deploy.md") + Checkout.Read("docs/operate/scale.md")).Select(match => match.Value).ToHashSet();

        Assert.Contains("$21.02", amounts);
        Assert.All(amounts, amount => Assert.Contains(amount, Page, StringComparison.Ordinal));
    }

    private static string Sum(int block) => FormattableString.Invariant(
        $"${Calculation.In(Blocks().Matches(Page)[block].Value).Where(calculation => calculation.Result.StartsWith('$')).Sum(calculation => decimal.Parse(calculation.Result[1..], System.Globalization.CultureInfo.InvariantCulture))}");

    [GeneratedRegex(@"```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("`[^`\n]+ = [^`\n]+`")]
    private static partial Regex InText();

    [GeneratedRegex(@"\$\d[\d,]*\.\d+")]
    private static partial Regex Amount();
}
