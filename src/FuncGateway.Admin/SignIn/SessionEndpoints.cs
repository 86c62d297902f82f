using System.Globalization;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.SignIn;

/// <summary>Starts and ends the session of a browser.</summary>
// Six parameters: what a try is checked against, its bound, where successful and failed ones are recorded, and the clock of codes.
internal sealed class SessionEndpoints(AdminKey key, SignInAttempts attempts, AdminActions actions, RefusedCounts counts, TimeProvider time, IServiceProvider services)
{
    private const string Path = "/api/session";

    /// <summary>Null if the host has no sessions.</summary>
    private readonly SessionRegister? _sessions = services.GetService<SessionRegister>();

    private static IResult NoSessions { get; } =
        Problems.NotFound("This gateway has no sessions. Accepted: 'Authorization: Bearer' with the admin key or with a Microsoft Entra token, in every request.");

    private static AdminOperation Starting { get; } =
        new("startSession", "POST", Path, null, "Exchanges a one-time code or the admin key for a session, whose token is set as a cookie. Only where the gateway has sessions.")
        {
            RecordsItself = true,
            MayProceedUnrecorded = true,
            Body = SignInJson.Default.SessionBody,
            Answer = SignInJson.Default.SessionView,
            Statuses = [201, 400, 401, 403, 404, 413, 415, 422, 429],
        };

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(Starting, StartAsync)
        .MapOperation(
            new("makeSignInCode", "POST", Path + "/codes", Right.SignedIn, "Makes a code that starts one session of the same person, for a link to the console: its fragment is 'k=' and the code. Only where the gateway has sessions.") { Answer = SignInJson.Default.SignInCodeView, Statuses = [201, 404, 409] },
            (context, _) => Task.FromResult(MakeCode(context)))
        .MapOperation(
            new("endSession", "DELETE", Path, Right.SignedIn, "Ends the session of the request and clears its cookie.") { MayProceedUnrecorded = true, Statuses = [204, 404, 409] },
            (context, _) => Task.FromResult(End(context)));

    private async Task<IResult> StartAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (_sessions is null)
        {
            return NoSessions;
        }

        // A page of another site must not sign a browser in, not even with a valid code of its own.
        if (OtherSite.Refusal(context.Request) is { } refusal)
        {
            return refusal;
        }

        var (body, wrong) = await SessionBodyReading.ReadAsync(context);
        if (wrong is not null)
        {
            return wrong;
        }

        // A code is too long to be guessed, so wrong ones need no bound, with which they would keep everybody else out.
        if (body.Key is not null && !attempts.TryBegin())
        {
            return TooMany(context);
        }

        if (Try(_sessions, body) is not { } started)
        {
            counts.AddAdmin();
            return Problems.Unauthorized(
                $"The code or key was not accepted. Codes work once, for {SessionRegister.CodeLifetime.TotalMinutes:0} minutes. Open the newest link that the gateway has printed, or use the admin key: what it prints at its start says where the key is.");
        }

        if (body.Key is not null)
        {
            attempts.Forgive();
        }

        return await RecordAsync(context, _sessions, started);
    }

    private StartedSession? Try(SessionRegister sessions, SessionBody body) =>
        body.Code is { } code ? sessions.TryStart(code) : body.Key is { } given && key.Is(given) ? sessions.Start(AdminKey.Owner) : null;

    // Recorded here and not by the routing, because the person is only known now.
    private Task<IResult> RecordAsync(HttpContext context, SessionRegister sessions, StartedSession started)
    {
        context.User = started.Session.Person.ToPrincipal(SessionAuthentication.SchemeName);
        return actions.RunAsync(Starting, context, (_, _) =>
        {
            if (SessionCookie.Of(context.Request) is { } earlier)
            {
                sessions.End(earlier);
            }

            SessionCookie.Write(context.Response, started.Token, PublicAddress.IsHttps(context.Request));
            var view = new SessionView(started.Session.ExpiresAt, started.Session.CsrfToken);
            return Task.FromResult<IResult>(new JsonReply<SessionView>(StatusCodes.Status201Created, view, SignInJson.Default.SessionView));
        });
    }

    // A session must not outlive its time by starting another.
    private IResult MakeCode(HttpContext context) =>
        _sessions is null ? NoSessions
        : context.Features.Get<Session>() is not null ? Problems.Conflict("The request is authenticated by a session, which has the console already. Accepted: a bearer token.")
        : new JsonReply<SignInCodeView>(
            StatusCodes.Status201Created, new(_sessions.NewCode(Person.Of(context.User)), time.GetUtcNow() + SessionRegister.CodeLifetime), SignInJson.Default.SignInCodeView);

    private IResult End(HttpContext context)
    {
        if (_sessions is null)
        {
            return NoSessions;
        }

        if (context.Features.Get<Session>() is null || SessionCookie.Of(context.Request) is not { } token)
        {
            return Problems.Conflict("The request is authenticated by its bearer token, which is valid until it expires or is replaced. Accepted: the cookie of a session.");
        }

        _sessions.End(token);
        SessionCookie.Clear(context.Response, PublicAddress.IsHttps(context.Request));
        return Results.NoContent();
    }

    private IResult TooMany(HttpContext context)
    {
        var seconds = Math.Ceiling(attempts.Wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, $"There were {SignInAttempts.MaxPerMinute} failed tries to sign in with the admin key within a minute. Try again in {seconds:0} s, or with a code.");
    }
}
