using FuncGateway.Core;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Reads the posted body up to the size limit. The same bytes are judged and sent.</summary>
public sealed class MessageReader(GatewayOptions options)
{
    internal async ValueTask<(BoundedBody? Body, WireProblem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypes.IsUtf8Json(request.ContentType))
        {
            return (null, new WireProblem(
                StatusCodes.Status415UnsupportedMediaType,
                McpErrorCode.InvalidRequest,
                $"The content type is {(request.ContentType is { } type ? $"'{type}'" : "missing")}; application/json in UTF-8 is accepted."));
        }

        try
        {
            return await BoundedBody.ReadAsync(request.Body, request.ContentLength, options.MaxBodyBytes, cancellationToken) is { } body
                ? (body, null)
                : (null, TooLong(request.ContentLength));
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLong(request.ContentLength)
                : new WireProblem(e.StatusCode, McpErrorCode.InvalidRequest, "The body could not be read to its end."));
        }
    }

    private WireProblem TooLong(long? declared) => new(
        StatusCodes.Status413PayloadTooLarge,
        McpErrorCode.InvalidRequest,
        $"The body has {(declared is { } bytes ? $"{bytes}" : "more")} bytes{(declared is null ? " than are accepted" : "")}; up to {options.MaxBodyBytes} are accepted.");
}
