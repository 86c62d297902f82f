using System.Globalization;
using FuncGateway.LocalHost.Terminal;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Logs;

/// <summary>Messages of the log as single lines, without traces. A message that comes again and again is shown once a minute, with the number of those left out.</summary>
internal sealed class FoldedLog(TimeProvider time)
{
    private const int MaxText = 400;
    private const int MaxKinds = 500;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Category, int Id), (DateTimeOffset ShownAt, int LeftOut)> _kinds = [];

    /// <summary>Returns null if the message is left out.</summary>
    public TerminalLine? LineOf(LogEvent message)
    {
        var (key, now) = ((message.Category, message.Id), time.GetUtcNow());
        var isKnown = _kinds.TryGetValue(key, out var kind);
        if (isKnown && now - kind.ShownAt < Window)
        {
            _kinds[key] = kind with { LeftOut = kind.LeftOut + 1 };
            return null;
        }

        if (_kinds.Count >= MaxKinds)
        {
            _kinds.Clear();
        }

        _kinds[key] = (now, 0);
        return Line(message.Level, Text(message) + (kind.LeftOut > 0 ? string.Create(CultureInfo.InvariantCulture, $" (and {kind.LeftOut} more like it)") : ""));
    }

    /// <summary>Returns the line of a text of our own.</summary>
    public TerminalLine Line(LogLevel level, string text)
    {
        var at = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return new TerminalLine($"{at}  {Word(level),-8}  {text}") { IsError = true };
    }

    private static string Text(LogEvent message)
    {
        var text = FirstLine(message.Message);
        var cause = message.Exception is { } exception ? FirstLine(exception.Message) : "";
        return VisibleText.Of(cause.Length == 0 || text.Contains(cause, StringComparison.Ordinal) ? text : $"{text}: {cause}", MaxText);
    }

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        _ => "info",
    };
}
