using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Demo;

/// <summary>The admin API, for the set-up of the demo. While the store is slow, which a storage emulator that has just started can be, requests are sent again for some seconds.</summary>
internal sealed class DemoAdmin : IDisposable
{
    private const int MaxText = 400;
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stop;

    /// <param name="stop">Ends requests and waits.</param>
    public DemoAdmin(string url, string adminKey, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        (_output, _time, _stop) = (output, time, stop);
        _http = new HttpClient { BaseAddress = new Uri(url) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
    }

    /// <summary>Returns the answer; undefined if it is empty.</summary>
    /// <exception cref="HttpRequestException">The request was refused. The message is what the gateway said.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        for (var begun = _time.GetTimestamp(); ; await Task.Delay(RetryInterval, _time, _stop))
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await _http.SendAsync(request, _stop);
            var text = await response.Content.ReadAsStringAsync(_stop);
            if (response.IsSuccessStatusCode)
            {
                return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
            }

            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || _time.GetElapsedTime(begun) > RetryFor)
            {
                throw new HttpRequestException($"the gateway answered {(int)response.StatusCode}: {Detail(text)}");
            }

            await _output.WriteLineAsync("The storage is slow; trying again …");
        }
    }

    public void Dispose() => _http.Dispose();

    // Errors are problem details.
    private static string Detail(string body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(body);
            return VisibleText.Of(problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) ? detail.ToString() : body, MaxText);
        }
        catch (JsonException)
        {
            return VisibleText.Of(body, MaxText);
        }
    }
}
