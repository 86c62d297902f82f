using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>The request body that creates a grant, or changes some fields of one.</summary>
/// <param name="Policy">The id of a policy of the grant's server; null denies every call.</param>
/// <param name="ExpiresAt">Null if the grant does not expire.</param>
internal sealed record GrantBody(string Label, string? Policy, DateTimeOffset? ExpiresAt = null)
{
    public const int MaxBytes = 16 * 1024;
    private const int MaxLabel = 100;
    private const string AcceptedPolicy = "the id of a policy of this server, or null for none (every call is denied then)";
    private static readonly string[] Known = ["label", "policy", "expiresAt"];

    /// <summary>Reads a body that creates a grant; label and policy are required.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, DateTimeOffset now, [NotNullWhen(true)] out GrantBody? body, [NotNullWhen(true)] out BodyFields? fields, [NotNullWhen(false)] out IResult? refusal)
    {
        body = null;
        if (!BodyFields.TryParse(json, Known, out fields, out refusal))
        {
            return false;
        }

        body = new GrantBody(fields.Label("label", MaxLabel), ReadPolicy(fields), ReadExpiry(fields, now));
        return true;
    }

    /// <summary>Reads a body that changes a grant; absent fields keep their value in <paramref name="stored"/>.</summary>
    public static GrantBody Change(GrantBody stored, BodyFields fields, DateTimeOffset now) => new(
        fields.Has("label") ? fields.Label("label", MaxLabel) : stored.Label,
        fields.Has("policy") ? ReadPolicy(fields) : stored.Policy,
        fields.Has("expiresAt") ? ReadExpiry(fields, now) : stored.ExpiresAt);

    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out BodyFields? fields, [NotNullWhen(false)] out IResult? refusal) =>
        BodyFields.TryParse(json, Known, out fields, out refusal);

    private static string? ReadPolicy(BodyFields fields)
    {
        var text = fields.TextOrNull("policy", AcceptedPolicy);
        if (text is not null && !PolicyId.TryParse(text, out _))
        {
            fields.Refuse($"The value is '{text}'. Accepted: {AcceptedPolicy}; an id is {PathId.Accepted}.", "policy");
            return null;
        }

        return text;
    }

    private static DateTimeOffset? ReadExpiry(BodyFields fields, DateTimeOffset now)
    {
        var time = fields.TimeOrNull("expiresAt");
        if (time <= now)
        {
            fields.Refuse($"The time is {TimeText.Of(time)}, which is not after the current time {TimeText.Of(now)}. Accepted: a time in the future, or null.", "expiresAt");
        }

        return time;
    }
}
