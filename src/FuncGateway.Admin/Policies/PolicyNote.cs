using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Policies;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>The query parameter that says why a policy is published.</summary>
internal static class PolicyNote
{
    private static readonly string Accepted = $"at most {PolicyRevision.MaxNoteLength} characters, none of them a control character";

    public static QueryParameter Parameter { get; } = new("note", $"why it is published, kept with the revision: {Accepted}");

    /// <param name="note">Null if there is none.</param>
    public static bool TryRead(HttpContext context, out string? note, [NotNullWhen(false)] out IResult? refusal)
    {
        note = QueryText.Find(context, Parameter.Name)?.Trim() is { Length: > 0 } text ? text : null;
        refusal = note is null || (note.Length <= PolicyRevision.MaxNoteLength && !note.Any(char.IsControl))
            ? null
            : Problems.BadRequest($"The note has {note.Length} characters, or contains a control character. Accepted: {Accepted}.");
        return refusal is null;
    }
}
