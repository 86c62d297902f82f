using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Admin.Http;

/// <summary>The bytes of a request, up to a limit of our own.</summary>
/// <param name="Refusal">The answer to give instead, when they cannot be taken.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, IResult? Refusal = null)
{
    private const int Step = 16 * 1024;

    public static async Task<RequestBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            return new(default, Problems.UnsupportedMediaType(request.ContentType));
        }

        // Before reading: above a limit of its own the Functions worker ends a declared length in a bare 500.
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
