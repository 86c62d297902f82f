using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Text;

namespace FuncGateway.Cli.Gateway;

/// <summary>Sends requests to the admin API of a gateway. Every failure is a <see cref="CliException"/> with its exit code.</summary>
internal sealed class GatewayClient(HttpClient http, GatewayAddress address, IBearerSource bearer, TimeProvider time) : IDisposable
{
    private const string Json = "application/json";

    // The admin API has none; proxies do.
    private const string Page = "text/html";
    private const int MaxDetail = 2_000;

    // What two readers could read differently is not from a gateway.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public GatewayAddress Address => address;

    /// <summary>Returns the answer, or null if it has no body.</summary>
    public async Task<JsonNode?> SendAsync(ApiRequest request, JsonNode? body, CancellationToken cancellationToken) => (await SendWithTagAsync(request, body, cancellationToken)).Body;

    public Task<JsonNode?> SendAsync(ApiRequest request, CancellationToken cancellationToken) => SendAsync(request, body: null, cancellationToken);

    /// <summary>Returns the answer with its entity tag, to change with <see cref="ApiRequest.IfMatch"/> what was read.</summary>
    public async Task<(JsonNode? Body, string? Tag)> SendWithTagAsync(ApiRequest request, JsonNode? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, Json);
        using var response = await SendAsync(request, content, cancellationToken);
        return (ParseAnswer(request, await ReadAsync(response, cancellationToken)), response.Headers.ETag?.ToString());
    }

    /// <summary>Sends a document as it is, byte for byte.</summary>
    public async Task<JsonNode?> SendDocumentAsync(ApiRequest request, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(document) { Headers = { ContentType = new MediaTypeHeaderValue(Json) } };
        using var response = await SendAsync(request, content, cancellationToken);
        return ParseAnswer(request, await ReadAsync(response, cancellationToken));
    }

    /// <summary>Returns the answer as it is.</summary>
    public async Task<string> ReadTextAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, content: null, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Returns the gateway's time; null if its answer has none.</summary>
    public async Task<DateTimeOffset?> ReadDateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, content: null, cancellationToken);
        return response.Headers.Date;
    }

    /// <summary>Copies the answer, which may be long, as it arrives.</summary>
    public async Task CopyTextAsync(ApiRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, content: null, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
    }

    /// <summary>Returns the items of a list, page by page.</summary>
    public async IAsyncEnumerable<JsonNode> ListAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await SendAsync(cursor is null ? request : request.With("cursor", cursor), cancellationToken);


            // An empty list and no list are not the same: files of what a list does not have may be deleted.
            foreach (var item in page?["items"] as JsonArray ?? throw NoAnswer(request))
            {
                yield return item as JsonObject ?? throw NoAnswer(request);
            }

            cursor = Members.TextOf(page, "cursor");
        }
        while (cursor.Length > 0 && request.Operation.Query.Contains("cursor"));
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, HttpContent? content, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Operation.Method), new Uri(address.Url, request.PathAndQuery)) { Content = content };
        message.Headers.Accept.ParseAdd("*/*");
        if (await bearer.GetAsync(cancellationToken) is { } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (request.IfMatch is { } tag)
        {
            message.Headers.IfMatch.ParseAdd(tag);
        }

        if (request.IsNew)
        {
            message.Headers.IfNoneMatch.ParseAdd("*");
        }

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CliException(ExitCodes.NotReachable, $"The gateway at {address.Url.GetLeftPart(UriPartial.Authority)} ({address.Source}) cannot be reached: {ReasonOf(e)} {address.Advice}", inner: e);
        }

        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType != Page)
        {
            return response;
        }

        using (response)
        {
            throw response.IsSuccessStatusCode ? NoAnswer(request) : await ProblemOfAsync(request, response, cancellationToken);
        }
    }

    // The client's own time-out ends with the headers.
    private async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(http.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await response.Content.ReadAsStringAsync(either.Token);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CliException(ExitCodes.NotReachable, $"The gateway ended the connection before its answer was complete: {ReasonOf(e)}", inner: e);
        }
    }

    private async Task<CliException> ProblemOfAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = Parse(await ReadAsync(response, cancellationToken));
        var advice = response.StatusCode == HttpStatusCode.Unauthorized ? $" {bearer.Advice}" : "";
        return new CliException(ExitCodeOf(response.StatusCode), VisibleText.Of(SentenceOf(request, response.StatusCode, problem), MaxDetail) + advice, problem);
    }

    // The problems of a body say more than how many there are.
    private static string SentenceOf(ApiRequest request, HttpStatusCode status, JsonObject? problem) =>
        status == HttpStatusCode.PreconditionFailed ? (request.IsNew ? "It exists already." : "It was changed by somebody else meanwhile. Repeat the command.")
        : Members.ListOf(problem, "problems") is { Count: > 0 } problems ? string.Join(' ', problems.Select(each => $"{(Members.TextOf(each, "path") is { Length: > 0 } path ? $"{path}: " : "")}{Members.TextOf(each, "message")}"))
        : problem?["detail"]?.ToString() ?? $"The gateway answered {(int)status} to {request.Operation.Method} {request.Path}, and it is no answer of FuncGateway. Is something else at that address?";

    private static int ExitCodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCodes.NotSignedIn,
        HttpStatusCode.NotFound => ExitCodes.NotFound,
        HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => ExitCodes.Conflict,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => ExitCodes.NotReachable,
        _ => ExitCodes.Failed,
    };

    private JsonNode? ParseAnswer(ApiRequest request, string text)
    {
        try
        {
            // Every answer that has a body is an object.
            return text.Length == 0 ? null : JsonNode.Parse(text, documentOptions: Strict) as JsonObject ?? throw NoAnswer(request);
        }
        catch (JsonException e)
        {
            throw NoAnswer(request, e);
        }
    }

    private CliException NoAnswer(ApiRequest request, Exception? inner = null) => new(
        ExitCodes.NotReachable, $"What {address.Url.GetLeftPart(UriPartial.Authority)} ({address.Source}) answered to {request.Operation.Method} {request.Path} is not from a gateway. Is a proxy in between, or another program at this address?", inner: inner);

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            // A proxy in between answers with pages of its own.
            return null;
        }
    }

    private static string ReasonOf(Exception e)
    {
        var reason = e switch
        {
            OperationCanceledException => "it did not answer in time",
            { InnerException: System.Net.Sockets.SocketException inner } => inner.Message,
            _ => e.Message,
        };
        return reason.EndsWith('.') ? reason : $"{reason}.";
    }
}
