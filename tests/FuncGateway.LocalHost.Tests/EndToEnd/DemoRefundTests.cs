using FuncGateway.LocalHost.Demo;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using PaymentsServer;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

public sealed class DemoRefundTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("approve", "\"refunded\":89.5")]
    [InlineData("refuse", "[POLICY DENIED]")]
    public async Task Refund_ThatAPersonDecidesOn_IsAnsweredWithTheDecision(string decision, string answer)
    {
        await using var gateway = await LocalGateway.StartAsync(azurite, settings: $"--FuncGateway:TablePrefix={$"t{Guid.NewGuid():N}"[..17]}");
        await using var payments = PaymentsServerApp.Build(["--urls", "http://127.0.0.1:0"]);
        await payments.StartAsync();
        using var admin = new DemoAdmin(gateway.Url.ToString(), gateway.AdminKey, TextWriter.Null, TimeProvider.System, CancellationToken.None);
        var setup = await DemoSetup.CreateAsync(admin, "payments", "Sample payments", payments.Urls.Single() + PaymentsServerApp.McpPath);
        Assert.True(setup.Inventory.Has("refund-payment", "financial", "ask a person"), setup.Inventory.Text);

        var output = new StringWriter();
        var refund = new DemoRefund(setup, TextWriter.Synchronized(output)).RunAsync(gateway.NewConsoleLink(), CancellationToken.None);
        Assert.Equal(200, await gateway.Admin.DecideAsync(await gateway.Admin.PendingAsync("payments"), decision));

        Assert.Contains(answer, await refund, StringComparison.Ordinal);
        Assert.Contains($"{gateway.Url}ui#k=", output.ToString(), StringComparison.Ordinal);
    }
}
