namespace FuncGateway.Repository.Tests.Documents;

public sealed class CostTests
{
    [Fact]
    public async Task Tables_OfTheCostPage_AreWhatTheScriptPrints()
    {
        var page = Checkout.Read("docs/operate/cost.md");
        var shown = page.Split("<!-- node eng/cost.mjs -->")[1].Split("<!-- end -->")[0];

        var script = await ToolRun.StartAsync("node", ["eng/cost.mjs"], Checkout.Root);

        Assert.Equal((0, ""), (script.ExitCode, script.Errors));
        Assert.Equal(script.Output.Trim(), shown.Trim());
    }

    // The sentence above the tables does the sum by hand.
    [Theory]
    [InlineData("$21.02")]
    [InlineData("$48.04")]
    public async Task Numbers_WorkedInTheText_AreInTheTables(string number)
    {
        var script = await ToolRun.StartAsync("node", ["eng/cost.mjs"], Checkout.Root);

        Assert.Contains(number, script.Output, StringComparison.Ordinal);
        Assert.Contains($"{number}", Checkout.Read("docs/operate/cost.md").Split("<!-- node")[0], StringComparison.Ordinal);
    }
}
