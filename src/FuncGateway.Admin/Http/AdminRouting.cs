using FuncGateway.Admin.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Http;

/// <summary>Maps an operation of the admin API to an endpoint, with its authorization and auditing.</summary>
internal static class AdminRouting
{
    public static IEndpointRouteBuilder MapOperation(this IEndpointRouteBuilder endpoints, AdminOperation operation, Func<HttpContext, CancellationToken, Task<IResult>> handler)
    {
        var actions = endpoints.ServiceProvider.GetRequiredService<AdminActions>();
        var checkedHandler = QueryCheck.Before(operation, handler);
        var endpoint = endpoints.MapMethods(operation.Path, [operation.Method], async context =>
        {
            var reply = operation.Changes
                ? await actions.RunAsync(operation, context, checkedHandler)
                : await actions.ReadAsync(operation, context, checkedHandler);
            await reply.ExecuteAsync(context);
        });

        endpoint.WithMetadata(operation);
        if (operation.Right is { } right)
        {
            endpoint.WithMetadata(new AuthorizeAttribute(Rights.PolicyName(right)));
        }

        return endpoints;
    }
}
