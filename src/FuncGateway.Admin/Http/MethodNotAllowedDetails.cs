using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>Adds problem details to the 405 that routing answers with an empty body.</summary>
internal static class MethodNotAllowedDetails
{
    public static async Task FillAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed, ContentType: null })
        {
            await Problems.MethodNotAllowed(context.Request.Method, response.Headers.Allow.ToString()).ExecuteAsync(context);
        }
    }
}
