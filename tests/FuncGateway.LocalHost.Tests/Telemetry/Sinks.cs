using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using FuncGateway.Testing.Upstreams;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;

namespace FuncGateway.LocalHost.Tests.Telemetry;

/// <summary>All exported telemetry as searchable text, by sink.</summary>
internal static class Sinks
{
    public static IEnumerable<(string Sink, string Text)> Of(WatchedGateway watched) =>
    [
        .. watched.AllSpans.Select(span => ("span", TextOf(span))),
        .. watched.Metrics.Select(metric => ("metric", TextOf(metric))),
        .. watched.Logs.Select(record => ("log", TextOf(record))),
        .. watched.Terminal.Lines.Select(line => ("terminal", line)),
        .. watched.Collected.Select(request => ($"collector {request.Target}", TextOf(request))),
    ];

    public static string TextOf(RecordedRequest request)
    {
        var headers = string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        if (request.Header("Content-Encoding") != "gzip")
        {
            return $"{headers}\n{request.Text}";
        }

        using var unzipped = new GZipStream(new MemoryStream(request.Body.ToArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.UTF8);
        return $"{headers}\n{reader.ReadToEnd()}";
    }

    private static string TextOf(Activity span) => string.Join('\n', [
        span.OperationName, span.DisplayName, span.StatusDescription, span.TraceStateString,
        .. span.TagObjects.Select(Pair),
        .. span.Baggage.Select(each => $"{each.Key}={each.Value}"),
        .. span.Events.Select(each => $"{each.Name} {string.Join(' ', each.Tags.Select(Pair))}"),
        .. span.Links.Select(each => $"{each.Context.TraceState} {string.Join(' ', each.Tags?.Select(Pair) ?? [])}")]);

    private static string TextOf(MetricSnapshot metric) => string.Join('\n', [
        metric.Name, metric.Description, metric.Unit,
        .. metric.MetricPoints.SelectMany(WatchedGateway.Tags).Select(tag => $"{tag.Name}={tag.Value}")]);

    private static string TextOf(LogRecord record)
    {
        var scopes = new List<string>();
        record.ForEachScope((scope, all) => all.Add($"{scope.Scope}"), scopes);
        return string.Join('\n', [
            record.CategoryName, record.Body, record.FormattedMessage, record.TraceState, record.Exception?.ToString(),
            .. record.Attributes?.Select(Pair) ?? [], .. scopes]);
    }

    private static string Pair(KeyValuePair<string, object?> each) => $"{each.Key}={each.Value}";
}
