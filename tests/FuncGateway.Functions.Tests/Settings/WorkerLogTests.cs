using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moq;

namespace FuncGateway.Functions.Tests.Settings;

/// <summary>Tests which log lines of the worker reach the host.</summary>
public sealed class WorkerLogTests
{
    private const string Gateway = "FuncGateway.Mcp.McpEndpoint";
    private const string Framework = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Theory]
    [InlineData("")]
    [InlineData("InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:1/")]
    public async Task Lines_OfAnInvocation_ReachTheHostWithAndWithoutTelemetry(string insights)
    {
        var lines = await LogAsync(SampleSettings.With(("APPLICATIONINSIGHTS_CONNECTION_STRING", insights)));
        Assert.Equal([(Gateway, "Information"), (Gateway, "Error"), (Framework, "Error")], lines);
    }

    [Fact]
    public async Task Lines_WhoseLevelASettingNames_ReachTheHost()
    {
        var lines = await LogAsync(SampleSettings.With(("Logging:LogLevel:FuncGateway", "Debug")));
        Assert.Equal([(Gateway, "Debug"), (Gateway, "Information"), (Gateway, "Error"), (Framework, "Error")], lines);
    }

    // Runs a function as the worker does. The function logs a line at each level.
    private static async Task<(string Category, string Message)[]> LogAsync(IConfiguration configuration)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddConfiguration(configuration);
        builder.AddFunctionsHost();
        builder.UseMiddleware((context, _) =>
        {
            var logging = context.InstanceServices.GetRequiredService<ILoggerFactory>();
            foreach (var category in new[] { Gateway, Framework })
            {
                foreach (var level in new[] { LogLevel.Debug, LogLevel.Information, LogLevel.Error })
                {
                    logging.CreateLogger(category).Log(level, default, level, null, (state, _) => $"{state}");
                }
            }

            return Task.CompletedTask;
        });
        using var app = builder.Build();
        var invocation = Invocation(app.Services);

        await app.Services.GetRequiredService<FunctionExecutionDelegate>()(invocation);

        return [.. new HostChannel(app.Services).LinesOf(invocation)];
    }

    private static FunctionContext Invocation(IServiceProvider services)
    {
        var function = new Mock<FunctionDefinition>();
        function.Setup(each => each.Id).Returns("function-1");
        function.Setup(each => each.InputBindings).Returns(ImmutableDictionary<string, BindingMetadata>.Empty);
        var invocation = new Mock<FunctionContext>();
        invocation.Setup(each => each.FunctionId).Returns("function-1");
        invocation.Setup(each => each.InvocationId).Returns("invocation-1");
        invocation.Setup(each => each.FunctionDefinition).Returns(function.Object);
        invocation.Setup(each => each.InstanceServices).Returns(services);
        return invocation.Object;
    }
}
