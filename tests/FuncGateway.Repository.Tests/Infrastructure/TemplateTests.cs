using System.Globalization;
using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>What azd reads from the compiled template to ask for and to explain.</summary>
[Collection(BicepCollection.Name)]
public sealed class TemplateTests(BicepFixture bicep)
{
    [Fact]
    public async Task Regions_ThatAzdOffers_AreAListWithoutCanaries()
    {
        var location = await ParameterAsync("location");
        var regions = location["allowedValues"]?.AsArray().Select(each => each?.GetValue<string>() ?? "").ToArray() ?? [];

        Assert.Equal("location", location["metadata"]?["azd"]?["type"]?.GetValue<string>());
        Assert.Contains("westeurope", regions);
        Assert.Equal(regions.Distinct().Order(StringComparer.Ordinal), regions);
        Assert.DoesNotContain(regions, region => region.EndsWith("euap", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alwaysReadyHttp")]
    [InlineData("alwaysReadyDurable")]
    public async Task Price_OfAReadyInstance_IsInTheDescription(string parameter)
    {
        var monthly = 2 * 2_628_000 * 0.000004m;
        var description = (await ParameterAsync(parameter))["metadata"]?["description"]?.GetValue<string>();

        Assert.Contains($"2 GB x 2,628,000 s x $0.000004 = ${monthly.ToString("0.00", CultureInfo.InvariantCulture)} a month", description, StringComparison.Ordinal);
    }

    // Each timer is a scale group of its own, beside HTTP and durable work; the platform keeps two instances of each ready.
    [Fact]
    public async Task Price_OfZoneRedundancy_CountsEveryScaleGroup()
    {
        var timers = Checkout.Files("src/FuncGateway.Functions").Sum(file => Checkout.Read(file).Split("[TimerTrigger(").Length - 1);
        var monthly = $"${(2 * (2 + timers) * 2 * 2_628_000 * 0.000004m).ToString("0.00", CultureInfo.InvariantCulture)}";

        Assert.NotEqual(0, timers);
        Assert.Contains(monthly, (await ParameterAsync("zoneRedundant"))["metadata"]?["description"]?.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(["docs/operate/deploy.md", "docs/operate/scale.md"], page => Assert.Contains(monthly, Checkout.Read(page), StringComparison.Ordinal));
    }

    private async Task<JsonNode> ParameterAsync(string name) =>
        JsonNode.Parse((await bicep.BuildAsync()).Output)?["parameters"]?[name] ?? throw new InvalidDataException($"The template has no parameter {name}.");
}
