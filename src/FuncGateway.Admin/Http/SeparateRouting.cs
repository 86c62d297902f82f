using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.Http;

/// <summary>
/// The host's services with a routing of our own. ASP.NET keeps one list of endpoints per container, and the Functions host has its
/// catch-all routes in it: in one list, the outer routing would find our endpoints and ours would find the function that is just running.
/// </summary>
internal sealed class SeparateRouting : IServiceProvider
{
    private readonly IServiceProvider _host;
    private readonly ServiceProvider _routing;

    public SeparateRouting(IServiceProvider host)
    {
        _host = host;
        _routing = new ServiceCollection()
            .AddSingleton(host.GetRequiredService<ILoggerFactory>())
            .AddLogging()
            .AddRouting()
            .BuildServiceProvider();
    }

    public object? GetService(Type serviceType) => IsRouting(serviceType) ? _routing.GetService(serviceType) : _host.GetService(serviceType);

    private static bool IsRouting(Type type) =>
        type == typeof(IOptions<RouteOptions>) || type.Namespace?.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal) == true;
}
