using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>A response with a status, a JSON body and, if the resource has versions, its entity tag.</summary>
public sealed record JsonReply<T>(int Status, T Body, JsonTypeInfo<T> Shape, EntityTag? Tag = null, string ContentType = "application/json; charset=utf-8") : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    object? IValueHttpResult.Value => Body;

    int? IStatusCodeHttpResult.StatusCode => Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (Tag is { } tag)
        {
            response.Headers.ETag = tag.Text;
            if (HttpMethods.IsGet(request.Method) && tag.IsIn(request.Headers.IfNoneMatch))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.StatusCode = Status;
        return response.WriteAsJsonAsync(Body, Shape, ContentType, httpContext.RequestAborted);
    }
}

/// <summary>A list, wrapped in an object so that more fields can be added later.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items);
