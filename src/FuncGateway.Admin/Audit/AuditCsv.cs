using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>Writes entries as comma-separated values (RFC 4180), for spreadsheets. Agents choose names, so no text may be taken for a formula.</summary>
internal static class AuditCsv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly (string Name, Func<CallEntry, object?> Value)[] OfCalls =
    [
        ("id", entry => entry.Id),
        ("at", entry => entry.At),
        ("grant", entry => entry.Grant),
        ("grantLabel", entry => entry.GrantLabel),
        ("server", entry => entry.Server),
        ("method", entry => entry.Method),
        ("tool", entry => entry.Tool),
        ("resource", entry => entry.Resource),
        ("prompt", entry => entry.Prompt),
        ("policy", entry => entry.Policy),
        ("revision", entry => entry.Revision),
        ("verdict", entry => entry.Verdict),
        ("rule", entry => entry.Rule),
        ("message", entry => entry.Message),
        ("argumentKeys", entry => entry.ArgumentKeys),
        ("argumentsHmac", entry => entry.ArgumentsHmac),
        ("approval", entry => entry.Approval),
        ("outcome", entry => entry.Outcome),
        ("status", entry => entry.Status),
        ("upstreamStatus", entry => entry.UpstreamStatus),
        ("latencyMs", entry => entry.LatencyMs),
        ("count", entry => entry.Count),
        ("wouldBe", entry => entry.WouldBe?.Verdict),
        ("wouldBeRule", entry => entry.WouldBe?.Rule),
    ];

    private static readonly (string Name, Func<AdminEntry, object?> Value)[] OfActions =
    [
        ("id", entry => entry.Id),
        ("at", entry => entry.At),
        ("who", entry => entry.Who),
        ("roles", entry => entry.Roles),
        ("action", entry => entry.Action),
        ("target", entry => entry.Target),
        ("server", entry => entry.Server),
        ("grant", entry => entry.Grant),
        ("fields", entry => entry.Fields),
        ("result", entry => entry.Result),
        ("outcome", entry => entry.Outcome),
        ("status", entry => entry.Status),
        ("latencyMs", entry => entry.LatencyMs),
        ("count", entry => entry.Count),
    ];

    /// <summary>Returns a header line and a line for each entry, without the line feeds that end them.</summary>
    public static async IAsyncEnumerable<string> WriteAsync(AuditStream stream, IAsyncEnumerable<AuditEntry> entries, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Line(stream == AuditStream.Calls ? OfCalls.Select(column => column.Name) : OfActions.Select(column => column.Name));
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            yield return Line(entry switch
            {
                CallEntry call => OfCalls.Select(column => Field(column.Value(call))),
                AdminEntry action => OfActions.Select(column => Field(column.Value(action))),
                _ => [],
            });
        }
    }

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields) + '\r';

    private static string Field(object? value) => value switch
    {
        null => "",
        string text => Text(text),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        Enum word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()),
        IEnumerable<string> texts => Text(string.Join(' ', texts)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"Not a value of an entry: {value.GetType().Name}."),
    };

    // Spreadsheets take a text that begins with one of these for a formula, also when it is quoted.
    private static string Text(string text)
    {
        var shown = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return shown.AsSpan().IndexOfAny(",\"\r\n") < 0 ? shown : $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
