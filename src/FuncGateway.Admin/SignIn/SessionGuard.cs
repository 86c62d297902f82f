using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.SignIn;

/// <summary>
/// Refuses requests that are authenticated by a cookie and may have been sent by the page of another site, which the browser adds the cookie to. Runs after
/// authorization.
/// </summary>
internal sealed class SessionGuard(AdminActions actions)
{
    public const string Header = "X-FuncGateway-Csrf";

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Session>() is not { } session || Refusal(context.Request, session) is not { } refusal)
        {
            await next(context);
            return;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<AdminOperation>() is { } operation)
        {
            await actions.RecordForbiddenAsync(operation, context, refusal);
        }

        await refusal.ExecuteAsync(context);
    }

    private static IResult? Refusal(HttpRequest request, Session session)
    {
        if (OtherSite.Refusal(request) is { } refusal)
        {
            return refusal;
        }

        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return isSafe || (request.Headers[Header] is [{ } given] && SecretText.AreTheSame(session.CsrfToken, given))
            ? null
            : Problems.Of(StatusCodes.Status403Forbidden, $"The header {Header} is missing or is not that of the session. Accepted: the 'csrf' that {MeEndpoint.Path} returns.");
    }
}
