using FuncGateway.Admin.People;
using FuncGateway.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace FuncGateway.Admin.Http;

/// <summary>401 and 403 as problem details, instead of the empty answers of the schemes.</summary>
internal sealed class RefusedSignIn : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) => authorizeResult switch
    {
        { Succeeded: true } => next(context),
        { Challenged: true } => ChallengeAsync(context),
        _ => Problems.Forbidden(Person.Of(context.User), "This call", RightOf(context)).ExecuteAsync(context),
    };

    private static async Task ChallengeAsync(HttpContext context)
    {
        // Remembered by the handler since the first time; the authorization itself passes on that it failed, not why.
        var failure = (await context.AuthenticateAsync(AdminSignIn.Scheme)).Failure;
        var given = Bearer.Of(context.Request) is not null;
        context.Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
        var detail = given
            ? $"The bearer token was not accepted: {WhyNot(failure)}. Accepted: the admin key, or a Microsoft Entra token for this gateway, where they are set up; a grant token opens '{Paths.Mcp}' only."
            : "There is no bearer token. Accepted: 'Authorization: Bearer' with the admin key, or with a Microsoft Entra token for this gateway, where they are set up.";
        await Problems.Unauthorized(detail).ExecuteAsync(context);
    }

    // Our own words: the exceptions repeat what is in the token.
    private static string WhyNot(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "it has expired",
        SecurityTokenNotYetValidException => "it does not hold yet",
        SecurityTokenInvalidAudienceException => "it is meant for another audience",
        SecurityTokenInvalidIssuerException => "it comes from another issuer",
        SecurityTokenSignatureKeyNotFoundException or InvalidOperationException => "it is signed with a key that is not among the issuer's, or the issuer's keys cannot be fetched now",
        SecurityTokenException => "its signature, key or algorithm is not one of the issuer's",
        _ => "it is not known here",
    };

    private static Right RightOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AdminOperation>()?.Right ?? Right.Administer;
}
