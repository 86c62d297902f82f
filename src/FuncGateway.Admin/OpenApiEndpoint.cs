using FuncGateway.Admin.Http;
using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin;

/// <summary>The description of the admin API, made from the endpoints themselves. Open to anybody: it is the same for every gateway.</summary>
internal static class OpenApiEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getOpenApi", "GET", Paths.OpenApiDocument, null, "This document."),
        (context, _) =>
        {
            var operations = endpoints.DataSources.SelectMany(source => source.Endpoints).Select(endpoint => endpoint.Metadata.GetMetadata<AdminOperation>()).OfType<AdminOperation>();
            return Task.FromResult<IResult>(new JsonReply<System.Text.Json.Nodes.JsonObject>(StatusCodes.Status200OK, OpenApiDocument.Of(operations), HttpJson.Default.JsonObject));
        });
}
