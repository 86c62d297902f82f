using System.Diagnostics.CodeAnalysis;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Policies;

/// <summary>Identifies a policy of one server: 1 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
public sealed record PolicyId
{
    private PolicyId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out PolicyId? id)
    {
        id = PathId.IsValid(text) ? new PolicyId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}

/// <summary>One immutable version of a policy document. Numbers run 1, 2, 3 … within a policy.</summary>
/// <param name="Document">The UTF-8 JSON as it was published.</param>
/// <param name="By">Who published it, as named by the sign-in.</param>
/// <param name="RestoredFrom">The revision that this one restored, if any.</param>
public sealed record PolicyRevision(
    ServerId Server,
    PolicyId Policy,
    int Number,
    ReadOnlyMemory<byte> Document,
    DateTimeOffset CreatedAt,
    string By,
    int? RestoredFrom = null)
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxNoteLength = 500;

    /// <summary>Why it was published, in the words of the person who did; null if there is no note.</summary>
    public string? Note { get; init; }

    /// <summary>Identifies the publication, and distinguishes it from every other one. Null if an earlier release published it.</summary>
    public string? Publication { get; init; }
}
