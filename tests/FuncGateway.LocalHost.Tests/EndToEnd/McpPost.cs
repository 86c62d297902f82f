using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>Messages written by hand, for what no client would send.</summary>
public sealed class McpPost(GrantWithToken grant) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Eventually.Timeout };

    public static string Call(string tool, string arguments = "{}", string id = "1") =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""";

    public HttpRequestMessage Request(string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, grant.McpUrl) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Status and body of the answer to one message.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(string body, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(Request(body, headers));
        return ((int)response.StatusCode, await BodyOfAsync(response));
    }

    /// <summary>The text that a tool call was answered with.</summary>
    /// <exception cref="HttpRequestException">Nothing answered, or the gateway said that its store does not.</exception>
    public async Task<string> CallAsync(string tool, string arguments = "{}")
    {
        using var response = await SendAsync(Request(Call(tool, arguments)));
        response.ThrowIfUnavailable();
        var body = await BodyOfAsync(response);
        Assert.Equal(200, (int)response.StatusCode);
        return body.TryGetProperty("error", out var error)
            ? error.GetProperty("message").GetString() ?? ""
            : body.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString() ?? "";
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> BodyOfAsync(HttpResponseMessage response) =>
        await response.Content.ReadAsStringAsync() is { Length: > 0 } text ? JsonSerializer.Deserialize<JsonElement>(text) : default;
}
