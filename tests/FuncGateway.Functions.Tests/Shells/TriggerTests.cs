using FuncGateway.Core.Limits;
using FuncGateway.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace FuncGateway.Functions.Tests.Shells;

public sealed class TriggerTests
{
    [Theory]
    [InlineData("mcp", "mcp/{server}")]
    [InlineData("mcp-alias", "servers/{server}/mcp")]
    [InlineData("api", "api/{*path}")]
    [InlineData("console", "ui/{*path}")]
    [InlineData("health", "healthz")]
    [InlineData("root", "{path:maxlength(0)?}")]
    [InlineData("well-known", ".well-known/{*path}")]
    [InlineData("register", "register")]
    public void Route_OfAnHttpFunction_IsOursAtThePlatform(string name, string route)
    {
        var trigger = Shell.Get(name).Http;
        Assert.Equal(route, trigger?.Route);
        // A platform key would be a second secret in addition to the grant, and its 401 would not come from the gateway.
        Assert.Equal(AuthorizationLevel.Anonymous, trigger?.AuthLevel);
        // If methods are listed, the platform answers 404 to all others instead of 405.
        Assert.Null(trigger?.Methods);
    }

    [Fact]
    public void Functions_OfTheApp_AreTheseAndNoOthers() =>
        Assert.Equal(
            ["ApprovalClose", "ApprovalFlow", "ApprovalNotify", "RateCounter", "api", "checkpoint", "clean-up", "clean-up-stores", "console", "health", "mcp", "mcp-alias", "register", "root", "verify-audit", "well-known"],
            Shell.All.Select(shell => shell.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Routes_OfAllHttpFunctions_ArePathsThePlatformLeavesToUs()
    {
        var routes = Shell.All.Select(shell => shell.Http?.Route).OfType<string>().ToArray();
        Assert.Contains(Routes.Mcp, routes);
        Assert.All(routes, route => Assert.False(route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("mcp")]
    [InlineData("mcp-alias")]
    [InlineData("api")]
    [InlineData("health")]
    [InlineData("clean-up")]
    public void Function_WhoseWorkNeedsTheDurableEngine_BindsItsClient(string name) => Assert.True(Shell.Get(name).BindsDurableClient);

    [Theory]
    [InlineData("clean-up", "0 17 3 * * *")]
    [InlineData("clean-up-stores", "0 37 3 * * *")]
    [InlineData("verify-audit", "0 7 2 * * *")]
    [InlineData("checkpoint", "0 47 * * * *")]
    public void Timer_OfTheApp_RunsByTheClockAndNotAtEveryStart(string name, string schedule)
    {
        var trigger = Shell.Get(name).FindAttribute<TimerTriggerAttribute>();
        Assert.Equal(schedule, trigger?.Schedule);
        Assert.False(trigger?.RunOnStartup);
    }

    [Fact]
    public void Counter_OfThePlatform_IsAnEntityUnderTheNameThatClientsUse()
    {
        Assert.NotNull(Shell.Get(RateCounterEntity.EntityName).FindAttribute<EntityTriggerAttribute>());
        Assert.Equal(RateCounterEntity.IdPrefix, new EntityInstanceId(RateCounterEntity.EntityName, "").ToString());
    }
}
