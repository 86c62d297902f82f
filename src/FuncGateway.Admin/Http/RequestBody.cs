using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Admin.Http;

/// <summary>The JSON body of a request, read up to a limit.</summary>
/// <param name="Refusal">The response to send if the body is not accepted, otherwise null.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, IResult? Refusal = null)
{
    private const int Step = 16 * 1024;

    /// <summary>Whether a request that need not have a body has none.</summary>
    public static bool IsAbsent(HttpRequest request) =>
        request.ContentLength is null or 0 && request.ContentType is null && !request.Headers.ContainsKey("Transfer-Encoding");

    public static async Task<RequestBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            return new(default, Problems.UnsupportedMediaType(request.ContentType));
        }

        // Checked before reading: if the declared length exceeds the Functions worker's own limit, reading fails and the client gets a 500 without a body.
        if (request.ContentLength > limit)
        {
            return new(default, Problems.TooLarge(limit));
        }

        var bytes = new ArrayBufferWriter<byte>();
        while (await request.Body.ReadAsync(bytes.GetMemory(Step), cancellationToken) is var read and > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > limit)
            {
                return new(default, Problems.TooLarge(limit));
            }
        }

        request.HttpContext.Features.Set(SentFields.Of(bytes.WrittenSpan));
        return new(bytes.WrittenMemory);
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || Encoding.UTF8.WebName.Equals(HeaderUtilities.RemoveQuotes(type.Charset).Value, StringComparison.OrdinalIgnoreCase));
}
