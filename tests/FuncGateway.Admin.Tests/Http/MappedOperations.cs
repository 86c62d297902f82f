using FuncGateway.Admin.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Tests.Http;

/// <summary>The operations that the admin API really maps, rather than a list kept by hand.</summary>
internal static class MappedOperations
{
    public static IReadOnlyList<AdminOperation> Of(IServiceProvider services)
    {
        var app = new ApplicationBuilder(new SeparateRouting(services));
        IEndpointRouteBuilder? endpoints = null;
        app.UseRouting().UseEndpoints(builder => AdminApi.Map(endpoints = builder));
        return [.. endpoints?.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(OperationOf) ?? []];
    }

    // The route decides what is reachable; method and path are taken from it.
    private static AdminOperation OperationOf(RouteEndpoint endpoint) => (endpoint.Metadata.GetMetadata<AdminOperation>() ?? throw new InvalidOperationException($"{endpoint} has no operation.")) with
    {
        Method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single() ?? "",
        Path = endpoint.RoutePattern.RawText ?? "",
    };
}
