using System.Diagnostics.CodeAnalysis;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>Parses the ids in a request's path. If one is not valid, the response is a 404.</summary>
internal static class RouteIds
{
    public static bool TryServer(HttpContext context, [NotNullWhen(true)] out ServerId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "server");
        refusal = ServerId.TryParse(text, out id) ? null : Problems.NotFound($"'{text}' is not a valid server id. Accepted: {PathId.Accepted}.");
        return id is not null;
    }

    public static bool TryPolicy(HttpContext context, [NotNullWhen(true)] out PolicyId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "policy");
        refusal = PolicyId.TryParse(text, out id) ? null : Problems.NotFound($"'{text}' is not a valid policy id. Accepted: {PathId.Accepted}.");
        return id is not null;
    }

    public static bool TryGrant(HttpContext context, [NotNullWhen(true)] out GrantId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "grant");
        refusal = GrantId.TryParse(text, out id) ? null : Problems.NotFound($"'{Shown(text)}' is not a valid grant id. Accepted: 26 characters of a-z and 0-9.");
        return id is not null;
    }

    public static bool TryApproval(HttpContext context, [NotNullWhen(true)] out ApprovalId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "approval");
        refusal = ApprovalId.TryParse(text, out id) ? null : Problems.NotFound($"'{text}' is not a valid approval id. Accepted: {ApprovalId.Accepted}.");
        return id is not null;
    }

    public static bool TryRevision(HttpContext context, out int number, [NotNullWhen(false)] out IResult? refusal) =>
        TryNumber(context, "number", "revision", out number, out refusal);

    /// <param name="name">The name of the route value.</param>
    /// <param name="what">What is numbered.</param>
    public static bool TryNumber(HttpContext context, string name, string what, out int number, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, name);
        var parsed = int.TryParse(text, System.Globalization.NumberStyles.None, null, out number) && number > 0;
        refusal = parsed ? null : Problems.NotFound($"'{text}' is not a valid {what} number. Accepted: 1, 2, 3 and so on.");
        return parsed;
    }

    /// <summary>The name of a tool, which can be any text: a slash in it is sent as %2F.</summary>
    public static string Tool(HttpContext context) => Text(context, "tool").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string Text(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";

    // A person may put a token where its id belongs; the response must not repeat the token.
    public static string Shown(string text) => text.StartsWith(GrantToken.Prefix, StringComparison.Ordinal) ? GrantToken.Prefix + "…" : text;
}
