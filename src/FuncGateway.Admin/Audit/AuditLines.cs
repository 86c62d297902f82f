using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Audit;

/// <summary>One line of JSON for each of very many things, sent while they are read. An answer that breaks off is cut, so it never looks whole.</summary>
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
