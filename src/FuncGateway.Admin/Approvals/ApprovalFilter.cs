using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Approvals;

/// <summary>The query parameters that say which approvals are listed, and in which order.</summary>
internal static class ApprovalFilter
{
    private const string Newest = "newest";
    private const string Oldest = "oldest";

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("state", "pending, approved, refused, expired or consumed; default: all"),
        new("grant", "the id of a grant; default: all"),
        new("tool", "the exact name of a tool; default: all"),
        new("order", $"{Newest} or {Oldest} first; default: {Oldest} for pending, {Newest} for others"),
    ];

    public static bool TryRead(HttpContext context, out ApprovalQuery query, [NotNullWhen(false)] out IResult? refusal)
    {
        query = new ApprovalQuery();
        var (state, grant, order) = (QueryText.Find(context, "state"), QueryText.Find(context, "grant"), QueryText.Find(context, "order"));
        var (stateValue, grantId) = (default(ApprovalState), default(GrantId));
        refusal = state is not null && !ApprovalView.TryState(state, out stateValue)
            ? Refuse("state", state, "pending, approved, refused, expired, consumed, or none for all")
            : grant is not null && !GrantId.TryParse(grant, out grantId)
                ? Refuse("grant", RouteIds.Shown(grant), "26 characters of a-z and 0-9, or none for all")
                : order is not (null or Newest or Oldest)
                    ? Refuse("order", order, $"{Newest} or {Oldest}")
                    : null;
        if (refusal is not null)
        {
            return false;
        }

        query = new ApprovalQuery(state is null ? null : stateValue, grantId, QueryText.Find(context, "tool"));
        query = order is null ? query : query with { IsNewestFirst = order == Newest };
        return true;
    }

    private static IResult Refuse(string name, string found, string accepted) =>
        Problems.BadRequest($"The {name} is '{VisibleText.Of(found)}'. Accepted: {accepted}.");
}
