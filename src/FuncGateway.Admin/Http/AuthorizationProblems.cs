using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Admin.Http;

/// <summary>Answers 401 and 403 with problem details, where the authentication schemes would send an empty body. A 403 is audited; 401s are counted by minute.</summary>
internal sealed class AuthorizationProblems(AdminActions actions, RefusedCounts counts, AdminSignIn signIn) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) => authorizeResult switch
    {
        { Succeeded: true } => next(context),
        { Challenged: true } => ChallengeAsync(context),
        _ => ForbidAsync(context),
    };

    private async Task ForbidAsync(HttpContext context)
    {
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<AdminOperation>();
        var refusal = Problems.Forbidden(Person.Of(context.User), "This call", operation?.Right ?? Right.Administer);
        if (operation is not null)
        {
            await actions.RecordForbiddenAsync(operation, context, refusal);
        }

        await refusal.ExecuteAsync(context);
    }

    private async Task ChallengeAsync(HttpContext context)
    {
        counts.AddAdmin();

        // The authorization result does not say why authentication failed. The handler caches its result, so this does not validate the token again.
        var failure = (await context.AuthenticateAsync(AdminSignIn.Scheme)).Failure;
        var given = Bearer.Of(context.Request) is not null;
        context.Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
        var detail = signIn.IsByCookie(context.Request)
            ? "The session has ended or is unknown. Sign in again."
            : given
            ? $"The bearer token was not accepted: {WhyNot(failure)}. Accepted: the admin key, or a Microsoft Entra token for this gateway, if configured. A grant token is valid for '{Paths.Mcp}' only."
            : "There is no bearer token. Accepted: 'Authorization: Bearer' with the admin key, or with a Microsoft Entra token for this gateway, if configured.";
        await Problems.Unauthorized(detail).ExecuteAsync(context);
    }

    // The exceptions' own messages are not used, because they contain parts of the token.
    private static string WhyNot(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "it has expired",
        SecurityTokenNotYetValidException => "it is not valid yet",
        SecurityTokenInvalidAudienceException => "it was issued for another audience",
        SecurityTokenInvalidIssuerException => "it was issued by another issuer",
        SecurityTokenSignatureKeyNotFoundException or InvalidOperationException => "it is signed with a key that the issuer does not publish, or the issuer's keys cannot be fetched at the moment",
        SecurityTokenInvalidTypeException => "it is not an access token",
        RefusedTokenException refused => refused.Message,
        SecurityTokenException => "its signature, key or algorithm is not valid",
        _ => "it is not recognized",
    };
}
