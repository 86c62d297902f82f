using Microsoft.Extensions.Configuration.Json;

namespace PaymentsServer;

/// <summary>An MCP server with payments that can be refunded, at /mcp: an example of calls that should wait for a person.</summary>
public static class PaymentsServerApp
{
    public const string McpPath = "/mcp";

    /// <param name="args">Command line of ASP.NET Core: "--urls http://127.0.0.1:0".</param>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        foreach (var file in builder.Configuration.Sources.OfType<JsonConfigurationSource>().ToArray())
        {
            // When run inside another program, the settings files in the working directory belong to that program.
            builder.Configuration.Sources.Remove(file);
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("ModelContextProtocol", LogLevel.Warning);
        builder.Services.AddSingleton<Payments>();
        builder.Services.AddMcpServer(server => server.ServerInfo = new() { Name = "payments", Title = "Payments", Version = "1.0.0" }).WithHttpTransport().WithTools<PaymentTools>();
        var app = builder.Build();
        app.MapMcp(McpPath);
        return app;
    }
}
