using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.WebConsole;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting;

/// <summary>Serves the web console: static files, without sign-in. Everything that it shows comes from the admin API, which decides who may see it.</summary>
internal sealed class ConsoleEndpoint(IOptions<EntraOptions> entra)
{
    private const string Methods = "GET, HEAD";
    private const string ForGood = "public, max-age=31536000, immutable";

    // Scripts and styles only from here, no frames around it, and no request but to the gateway and the configured sign-in.
    private readonly string _policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'" +
        (entra.Value.FindSignInUrl() is { } signIn ? $" {signIn.GetLeftPart(UriPartial.Authority)}" : "") +
        "; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>Whether the request comes from a browser that wants to show a page.</summary>
    public static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers a request below <see cref="Paths.Console"/>: a file by its name, and the page at every other address, which the console resolves itself.</summary>
    public Task HandleAsync(HttpContext context, string path)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.Headers.Allow = Methods;
            return Problems.MethodNotAllowed(request.Method, Methods).ExecuteAsync(context);
        }

        var name = path.TrimStart('/');
        response.Headers.XContentTypeOptions = "nosniff";
        if (ConsoleFiles.TryFindHashed(name, out var file))
        {
            return SendAsync(context, file, ForGood);
        }

        if (IsFileName(name))
        {
            return Problems.UnknownPath(request.Path).ExecuteAsync(context);
        }

        response.Headers.ContentSecurityPolicy = _policy;
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return SendAsync(context, ConsoleFiles.Page, "no-store");
    }

    // A script of an earlier version must not be answered with a page.
    private static bool IsFileName(string name) => !name.Contains('/') && Path.HasExtension(name);

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);

    private static async Task SendAsync(HttpContext context, ConsoleFile file, string caching)
    {
        var response = context.Response;
        var isCompressed = AcceptsGzip(context.Request);
        var body = isCompressed ? file.Gzip : file.Content;
        response.ContentType = file.ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = caching;
        response.Headers.Vary = "Accept-Encoding";
        if (isCompressed)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
