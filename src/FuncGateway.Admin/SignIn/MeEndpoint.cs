using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.SignIn;

/// <summary>Tells a person who they are here, and what they may do.</summary>
internal sealed class MeEndpoint
{
    public const string Path = "/api/me";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getMe", "GET", Path, Right.SignedIn, "Returns the signed-in person, with roles and rights.") { Answer = SignInJson.Default.MeView },
        (context, _) => Task.FromResult<IResult>(new JsonReply<MeView>(StatusCodes.Status200OK, View(context), SignInJson.Default.MeView)));

    private static MeView View(HttpContext context)
    {
        var person = Person.Of(context.User);
        var session = context.Features.Get<Session>();
        return new MeView(
            person.Name,
            [.. person.Roles.Select(role => role.ToString())],
            [.. Enum.GetValues<Right>().Where(right => right is not Right.SignedIn && person.May(right)).Select(right => JsonNamingPolicy.CamelCase.ConvertName(right.ToString()))],
            WayOf(context.User),
            session?.ExpiresAt ?? EndOfToken(context.User),
            session?.CsrfToken);
    }

    private static SignedInBy WayOf(ClaimsPrincipal user) => user.Identity?.AuthenticationType switch
    {
        SessionAuthentication.SchemeName => SignedInBy.Session,
        EntraTokens.Scheme => SignedInBy.Entra,
        _ => SignedInBy.Key,
    };

    private static DateTimeOffset? EndOfToken(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
