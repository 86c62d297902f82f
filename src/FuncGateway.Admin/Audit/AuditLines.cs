using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Audit;

/// <summary>Streams lines of JSON while they are being read. A failure aborts the response, so that a partial one does not look complete.</summary>
internal sealed class AuditLines(IAsyncEnumerable<string> lines) : IResult
{
    private const int MaxUnflushed = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/x-ndjson";
        var writer = httpContext.Response.BodyWriter;
        await foreach (var line in lines.WithCancellation(httpContext.RequestAborted))
        {
            Encoding.UTF8.GetBytes(line, writer);
            writer.Write("\n"u8);
            if (writer.UnflushedBytes > MaxUnflushed)
            {
                await writer.FlushAsync(httpContext.RequestAborted);
            }
        }

        await writer.FlushAsync(httpContext.RequestAborted);
    }
}
