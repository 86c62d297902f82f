using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>
/// A response with a status and a JSON body. What is read below <c>/api</c> has an entity tag, and is answered 304 to a client that has it already, so that
/// pages can ask often.
/// </summary>
/// <param name="Tag">The version of the resource; null if it has none, so that the tag is made from the body.</param>
public sealed record JsonReply<T>(int Status, T Body, JsonTypeInfo<T> Shape, EntityTag? Tag = null, string ContentType = "application/json; charset=utf-8") : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    object? IValueHttpResult.Value => Body;

    int? IStatusCodeHttpResult.StatusCode => Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Tag is null && TaggedBody.IsRead(httpContext.Request, Status))
        {
            return TaggedBody.WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(Body, Shape), ContentType);
        }

        return Tag is { } tag && TaggedBody.IsKnown(httpContext, tag) ? Task.CompletedTask : response.WriteAsJsonAsync(Body, Shape, ContentType, httpContext.RequestAborted);
    }
}

/// <summary>A list, wrapped in an object so that more fields can be added later.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items);
