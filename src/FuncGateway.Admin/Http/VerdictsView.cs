using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Http;

/// <summary>How many requests had each verdict.</summary>
/// <param name="Unknown">How many of the allowed ones were sent, and it is unknown how they ended. They are counted when that is known, perhaps in a later hour; those that ended with their process are not counted.</param>
internal sealed record VerdictsView(long Allow, long Deny, long Hold, long Limited, long Hidden, long Unknown)
{
    public static VerdictsView Of(VerdictCounts counts) => new(counts.Allow, counts.Deny, counts.Hold, counts.Limited, counts.Hidden, counts.Unknown);
}
