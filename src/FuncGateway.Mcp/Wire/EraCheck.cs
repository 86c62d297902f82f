using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Determines the protocol era of a message and checks that its mirrored headers agree with its body. Servers may route and meter by these headers,
/// so a header that differs from the body could have the request judged as one call and handled as another.
/// </summary>
internal static class EraCheck
{
    public static (ProtocolEra Era, WireProblem? Problem) Check(Envelope envelope, IHeaderDictionary headers)
    {
        var header = Single(headers[McpHeaders.ProtocolVersion]);
        if (FindBadVersion(envelope, header) is { } bad)
        {
            return (ProtocolEra.Legacy, bad);
        }

        // An initialize without _meta opens a legacy session, even if its client has kept the header of an earlier probe.
        var era = ProtocolRevision.EraOf(envelope.MetaProtocolVersion ?? (envelope.Method == RequestMethods.Initialize ? null : header));
        if (envelope.MetaProtocolVersion is { } meta && header is not null && header != meta)
        {
            return (era, WireProblem.Mismatch($"Header mismatch: {McpHeaders.ProtocolVersion} header value '{header}' does not match body value '{meta}'"));
        }

        return (era, (era == ProtocolEra.Modern ? CheckModern(envelope, headers, header) : null) ?? CheckMirrors(envelope, headers));
    }

    private static WireProblem? FindBadVersion(Envelope envelope, string? header)
    {
        if (header is not null && !ProtocolRevision.IsRevision(header))
        {
            return WireProblem.BadVersion($"The {McpHeaders.ProtocolVersion} header", header);
        }

        return envelope.MetaProtocolVersion is { } meta && !ProtocolRevision.IsRevision(meta)
            ? WireProblem.BadVersion($"\"params._meta\" {MetaKeys.ProtocolVersion}", meta)
            : null;
    }

    private static WireProblem? CheckModern(Envelope envelope, IHeaderDictionary headers, string? version)
    {
        if (envelope.Kind == EnvelopeKind.Response)
        {
            return WireProblem.BadRequest("The message is a response; from 2026-07-28 on, requests and notifications are accepted.");
        }

        if (envelope.Kind == EnvelopeKind.Notification)
        {
            return null;
        }

        if (envelope.MetaProtocolVersion is null || !envelope.HasClientCapabilities)
        {
            return WireProblem.BadParams(
                $"\"params._meta\" does not contain {(envelope.MetaProtocolVersion is null ? MetaKeys.ProtocolVersion : MetaKeys.ClientCapabilities)}; from 2026-07-28 on, every request must contain it.");
        }

        return Missing(McpHeaders.ProtocolVersion, version, envelope.MetaProtocolVersion)
            ?? Missing(McpHeaders.Method, headers[McpHeaders.Method], envelope.Method)
            ?? (NamedBy(envelope) is { } name ? Missing(McpHeaders.Name, headers[McpHeaders.Name], name) : null);
    }

    private static WireProblem? CheckMirrors(Envelope envelope, IHeaderDictionary headers)
    {
        if (envelope.Method.Length == 0)
        {
            return null;
        }

        return Mirror(McpHeaders.Method, headers[McpHeaders.Method], envelope.Method)
            ?? Mirror(McpHeaders.Name, headers[McpHeaders.Name], NamedBy(envelope));
    }

    private static WireProblem? Missing(string header, StringValues value, string body) =>
        value.Count > 0 ? null : WireProblem.Mismatch($"Header mismatch: {header} header is missing; '{body}' is accepted");

    private static WireProblem? Mirror(string header, StringValues values, string? body)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var value = values.Count == 1 ? values[0]?.Trim(' ', '\t') : values.ToString();
        if (value is not null && body is not null && (value == body || McpHeaderEncoder.DecodeValue(value) == body))
        {
            return null;
        }

        return WireProblem.Mismatch($"Header mismatch: {header} header value '{value}' does not match body value '{body}'");
    }

    private static string? NamedBy(Envelope envelope) => envelope.Method switch
    {
        RequestMethods.ToolsCall or RequestMethods.PromptsGet => envelope.Name,
        RequestMethods.ResourcesRead => envelope.Uri,
        MethodNames.TasksGet or MethodNames.TasksUpdate or MethodNames.TasksCancel => envelope.TaskId,
        _ => null,
    };

    private static string? Single(StringValues values) => values.Count == 0 ? null : values.ToString().Trim(' ', '\t');
}
