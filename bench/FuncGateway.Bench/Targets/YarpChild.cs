using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace FuncGateway.Bench.Targets;

/// <summary>The floor: YARP's forwarder, which looks at nothing.</summary>
internal static class YarpChild
{
    public static async Task<int> RunAsync(string upstream)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null });
        var target = new Uri(upstream).GetLeftPart(UriPartial.Authority);
        app.Run(async context => await forwarder.SendAsync(context, target, client));
        await app.StartAsync();
        return await ChildProcess.ServeAsync(app.Urls.First() + "/mcp");
    }
}
