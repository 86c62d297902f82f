using FuncGateway.Core;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>Sends what is read together with its entity tag, or 304 to a client that has it already.</summary>
internal static class TaggedBody
{
    /// <summary>Whether a response to this request is a document that is read, and therefore has a tag.</summary>
    public static bool IsRead(HttpRequest request, int status) =>
        status == StatusCodes.Status200OK && HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments(Paths.Api);

    /// <summary>Sends a document whose tag is made from itself.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType)
    {
        if (!IsKnown(context, EntityTag.OfBody(body.Span)))
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>Sets the tag. If the client has this version already, also sets the status that says so, and returns true.</summary>
    public static bool IsKnown(HttpContext context, EntityTag tag)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = tag.Text;
        if (!HttpMethods.IsGet(request.Method) || !tag.IsIn(request.Headers.IfNoneMatch))
        {
            return false;
        }

        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}

/// <summary>A document that is sent as its bytes are.</summary>
internal sealed record DocumentReply(ReadOnlyMemory<byte> Body, string ContentType) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => TaggedBody.WriteAsync(httpContext, Body, ContentType);
}
