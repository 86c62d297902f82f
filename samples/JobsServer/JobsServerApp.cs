using JobsServer.Jobs;
using JobsServer.Tools;
using Microsoft.Extensions.Configuration.Json;
using ModelContextProtocol.AspNetCore;

namespace JobsServer;

/// <summary>An MCP server in front of a queue of language-model jobs, at /mcp. It serves clients of both eras of the protocol.</summary>
public static class JobsServerApp
{
    public const string McpPath = "/mcp";

    /// <summary>Returns how often each tool was executed, as JSON: {"cancel-async-job":30}.</summary>
    public const string CallsPath = "/calls";

    /// <param name="args">Command line of ASP.NET Core: "--urls http://127.0.0.1:0".</param>
    public static WebApplication Build(string[] args, JobsServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        ForgetSettingsFiles(builder.Configuration);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("ModelContextProtocol", LogLevel.Warning);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton<CallCounts>();
        builder.Services.AddSingleton<JobQueue>();
        builder.Services.AddHostedService<JobWorker>();
        builder.Services
            .AddMcpServer(server => server.ServerInfo = new() { Name = "jobs", Title = "Language-model jobs", Version = "1.0.0" })
            .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
            .WithTools<JobTools>()
            .WithTools<ModelTools>()
            .WithTools<QueueTools>()
            .WithRequestFilters(filters => filters.AddCallToolFilter(next => (request, cancellationToken) =>
            {
                if (request.MatchedPrimitive is { } tool)
                {
                    request.Services?.GetRequiredService<CallCounts>().Add(tool.Id);
                }

                return next(request, cancellationToken);
            }));

        var app = builder.Build();
        app.MapMcp(McpPath);
        app.MapGet(CallsPath, (CallCounts calls) => Results.Json(calls.All));
        return app;
    }

    // When run inside another program, the settings files in the working directory belong to that program.
    private static void ForgetSettingsFiles(ConfigurationManager configuration)
    {
        foreach (var file in configuration.Sources.OfType<JsonConfigurationSource>().ToArray())
        {
            configuration.Sources.Remove(file);
        }
    }
}
