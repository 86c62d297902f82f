using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Access;

/// <summary>Names a grant: 26 lower-case characters of a ULID, so that ids sort by the time they were made.</summary>
public sealed record GrantId
{
    private GrantId(string value) => Value = value;

    public string Value { get; }

    public static GrantId New(DateTimeOffset now) => new(Ulid.NewUlid(now).ToString().ToLowerInvariant());

    public static bool TryParse(string? text, [NotNullWhen(true)] out GrantId? id)
    {
        id = text is { Length: 26 } && text.All(char.IsAsciiLetterOrDigit) && !text.Any(char.IsAsciiLetterUpper) ? new GrantId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}
