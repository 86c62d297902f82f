using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Audit;

/// <summary>Streams lines while they are being read. A failure aborts the response, so that a partial one does not look complete.</summary>
/// <param name="lines">Without the line feeds that end them.</param>
internal sealed class AuditLines(IAsyncEnumerable<string> lines, string contentType = AuditLines.JsonLines) : IResult
{
    private const string JsonLines = "application/x-ndjson";
    private const int MaxUnflushed = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
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
