using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Http;

/// <summary>How many requests had each verdict.</summary>
internal sealed record VerdictsView(long Allow, long Deny, long Hold, long Limited, long Hidden)
{
    public static VerdictsView Of(VerdictCounts counts) => new(counts.Allow, counts.Deny, counts.Hold, counts.Limited, counts.Hidden);
}
