using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.Http;

/// <summary>
/// The host's services, with separate routing services for the admin API. ASP.NET keeps one list of endpoints per container, and the Functions
/// host adds its catch-all routes to it. With a shared list, the host's routing would match our endpoints, and ours would match the running function.
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
