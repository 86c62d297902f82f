using System.Text.Json.Nodes;
using FuncGateway.Admin.People;
using FuncGateway.LocalHost;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Console.Tests;

/// <summary>A script in <c>browser/scenarios</c> that uses the console of a gateway of its own, in front of real servers.</summary>
internal static class Scenario
{
    private const string Scripts = "tests/FuncGateway.Console.Tests/browser/scenarios";

    // Far more than any takes. A scenario bounds its own waits, so this is reached only if the browser hangs.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(6);

    /// <summary>The scenarios of a screen, by their names.</summary>
    public static TheoryData<string> Of(string screen) =>
        [.. Directory.GetFiles(Checkout.Folder($"{Scripts}/{screen}"), "*.mjs").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    /// <param name="more">Added to what the scenario is given.</param>
    /// <param name="settings">Of the gateway, as on the command line.</param>
    public static async Task RunAsync(AzuriteFixture azurite, string screen, string name, JsonObject? more = null, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null, params string[] settings)
    {
        await using var jobs = await JobsUpstream.StartAsync();
        await using var everything = await EverythingUpstream.StartAsync(CancellationToken.None);
        await using var gateway = await LocalGateway.StartAsync(azurite, services ?? (_ => { }), [$"--FuncGateway:TablePrefix={$"t{Guid.NewGuid():N}"[..17]}", .. settings]);
        var scene = new JsonObject
        {
            ["gateway"] = gateway.Url.GetLeftPart(UriPartial.Authority),
            ["adminKey"] = gateway.AdminKey,
            ["links"] = LinksOf(gateway),
            ["jobs"] = jobs.Url.ToString(),
            ["everything"] = everything.Url.ToString(),
            ["screenshots"] = Environment.GetEnvironmentVariable("FUNCGATEWAY_SCREENSHOTS"),
            ["settings"] = more ?? [],
        };
        using var timeout = new CancellationTokenSource(Timeout);
        await using var script = await Browser.StartAsync(Checkout.Folder($"{Scripts}/{screen}/{name}.mjs"), scene.ToJsonString());
        Assert.True(await script.WaitForExitAsync(timeout.Token) == 0, $"The scenario {screen}/{name} failed:\n{script.Errors}");
    }

    // A person for each role, and one without any.
    private static JsonObject LinksOf(LocalGateway gateway)
    {
        var links = new JsonObject { [nameof(Role.Admin)] = gateway.NewConsoleLink(), [nameof(Role.None)] = gateway.NewConsoleLink(new Person("nobody in particular", [])) };
        foreach (var role in new[] { Role.PolicyManager, Role.Approver, Role.Viewer })
        {
            links[role.ToString()] = gateway.NewConsoleLink(new Person($"the {role}", [role]));
        }

        return links;
    }
}
