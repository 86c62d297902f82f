using System.Diagnostics.CodeAnalysis;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>The ids that stand in a path, parsed; and the answer when one cannot be an id.</summary>
internal static class RouteIds
{
    public static bool TryServer(HttpContext context, [NotNullWhen(true)] out ServerId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "server");
        refusal = ServerId.TryParse(text, out id) ? null : Problems.NotFound($"'{text}' cannot be the id of a server. Accepted: {EndpointName.Accepted}.");
        return id is not null;
    }

    public static bool TryPolicy(HttpContext context, [NotNullWhen(true)] out PolicyId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "policy");
        refusal = PolicyId.TryParse(text, out id) ? null : Problems.NotFound($"'{text}' cannot be the id of a policy. Accepted: {EndpointName.Accepted}.");
        return id is not null;
    }

    public static bool TryGrant(HttpContext context, [NotNullWhen(true)] out GrantId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "grant");
        refusal = GrantId.TryParse(text, out id) ? null : Problems.NotFound($"'{Shown(text)}' cannot be the id of a grant. Accepted: 26 characters of a-z and 0-9.");
        return id is not null;
    }

    public static bool TryApproval(HttpContext context, [NotNullWhen(true)] out ApprovalId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "approval");
        refusal = ApprovalId.TryParse(text, out id) ? null : Problems.NotFound($"'{text}' cannot be the id of an approval. Accepted: {ApprovalId.Accepted}.");
        return id is not null;
    }

    public static bool TryRevision(HttpContext context, out int number, [NotNullWhen(false)] out IResult? refusal)
    {
        var text = Text(context, "number");
        var parsed = int.TryParse(text, System.Globalization.NumberStyles.None, null, out number) && number > 0;
        refusal = parsed ? null : Problems.NotFound($"'{text}' cannot be the number of a revision. Accepted: 1, 2, 3 and so on.");
        return parsed;
    }

    private static string Text(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";

    // Somebody who confuses id and token must not find the token in our answer.
    public static string Shown(string text) => text.StartsWith(GrantToken.Prefix, StringComparison.Ordinal) ? GrantToken.Prefix + "…" : text;
}
