using FuncGateway.Admin.Http;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>The optional request body of a rotation.</summary>
/// <param name="Overlap">How long the old token works too, such as <c>10m</c>; at most 24 hours. <c>0</c>, null or absent: it stops working at once.</param>
internal sealed record RotationBody(string? Overlap = null)
{
    private const string Accepted = "0, or a number followed by s, m or h, such as '30s', '10m' or '1h', at most 24 hours";
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromHours(24);
    private static readonly string[] Known = ["overlap"];

    public static async Task<(RotationBody Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        if (RequestBody.IsAbsent(context.Request))
        {
            return (new RotationBody(), null);
        }

        var bytes = await RequestBody.ReadAsync(context.Request, GrantBody.MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } refusal || !BodyFields.TryParse(bytes.Bytes, Known, out var fields, out refusal))
        {
            return (new RotationBody(), refusal);
        }

        var overlap = fields.Has("overlap") ? fields.TextOrNull("overlap", Accepted) : null;
        if (overlap is not null && !TryRead(overlap, out _))
        {
            fields.Refuse($"The value is '{VisibleText.Of(overlap)}'. Accepted: {Accepted}.", "overlap");
        }

        return (new RotationBody(overlap), fields.Refusal);
    }

    /// <summary>Returns until when the old token works, or null if it stops working at once.</summary>
    public DateTimeOffset? OldTokenUntil(DateTimeOffset now) =>
        Overlap is { } text && TryRead(text, out var overlap) && overlap > TimeSpan.Zero ? now + overlap : null;

    private static bool TryRead(string text, out TimeSpan overlap)
    {
        overlap = TimeSpan.Zero;
        return text == "0" || (DurationText.TryParse(text, out overlap) && overlap <= MaxOverlap);
    }
}
