using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>A status and a JSON body from the admin surface's own JSON context.</summary>
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
