using FuncGateway.Admin.People;
using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FuncGateway.Admin.Http;

/// <summary>The error responses of the admin API. Each says what was found and what is accepted.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    public static IResult UnknownPath(PathString path) => NotFound($"There is nothing at '{path}'. The paths are listed in {Paths.OpenApiDocument}.");

    public static IResult Off { get; } = NotFound("The admin API is off: this gateway has neither an admin key nor Microsoft Entra settings.");

    public static IResult MethodNotAllowed(string method, string allowed) =>
        Of(StatusCodes.Status405MethodNotAllowed, $"The method is {method}. Accepted here: {allowed}.");

    public static IResult Unauthorized(string detail) => Of(StatusCodes.Status401Unauthorized, detail);

    public static IResult Forbidden(Person person, string what, Right right) => Of(
        StatusCodes.Status403Forbidden,
        $"{what} requires one of the roles {string.Join(", ", Rights.RolesWith(right))}; yours: {(person.Roles.Count == 0 ? "none" : string.Join(", ", person.Roles))}.");

    public static IResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static IResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);

    public static IResult PreconditionFailed(string detail) => Of(StatusCodes.Status412PreconditionFailed, detail);

    public static IResult TooLarge(int limit) => Of(StatusCodes.Status413PayloadTooLarge, $"The body is too large. Accepted: at most {limit} bytes.");

    public static IResult UnsupportedMediaType(string? found) =>
        Of(StatusCodes.Status415UnsupportedMediaType, $"The Content-Type is {(string.IsNullOrEmpty(found) ? "missing" : $"'{found}'")}. Accepted: application/json, in UTF-8.");

    public static IResult Unprocessable(string detail, IReadOnlyList<FieldProblem> problems) => Of(StatusCodes.Status422UnprocessableEntity, detail, problems);

    public static IResult Unprocessable(string path, string message) => Unprocessable("The body has 1 mistake.", [new FieldProblem(path, message)]);

    public static IResult StoreUnavailable(string method) => Of(
        StatusCodes.Status503ServiceUnavailable,
        HttpMethods.IsGet(method) ? "The store did not answer. Nothing was changed; try again." : "The store did not answer. The request may or may not have been carried out; check before you repeat it.");

    public static IResult Unexpected { get; } = Of(StatusCodes.Status500InternalServerError, "An internal error occurred; see the gateway's log.");

    public static IResult Of(int status, string detail, IReadOnlyList<FieldProblem>? problems = null) => new JsonReply<ProblemBody>(
        status, new ProblemBody(ReasonPhrases.GetReasonPhrase(status), status, detail, problems), HttpJson.Default.ProblemBody, ContentType: ContentType);
}
