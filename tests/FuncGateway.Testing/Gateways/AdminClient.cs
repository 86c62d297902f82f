using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Timing;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>Sets a gateway up the way a person does: through its admin API.</summary>
public sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(string url, string key)
    {
        _http = new HttpClient { BaseAddress = new Uri(url) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>For what has no method of its own. Fails if the answer is not a success.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await SendAsync(_http.SendAsync(request));
    }

    public Task PutServerAsync(string server, Uri upstream, object? headers = null) =>
        RepeatAsync(() => _http.PutAsJsonAsync($"/api/servers/{server}?probe=false", new { name = server, upstreamUrl = upstream, headers = headers ?? new { } }));

    public Task PutPolicyAsync(string server, string policy, string document) =>
        RepeatAsync(() => _http.PutAsync($"/api/servers/{server}/policies/{policy}", new StringContent(document, Encoding.UTF8, "application/json")));

    /// <summary>The status of the answer, for documents that are refused.</summary>
    public async Task<HttpStatusCode> TryPutPolicyAsync(string server, string policy, string document)
    {
        using var response = await _http.PutAsync($"/api/servers/{server}/policies/{policy}", new StringContent(document, Encoding.UTF8, "application/json"));
        return response.StatusCode;
    }

    /// <param name="policy">Null: a grant that denies every call.</param>
    public async Task<GrantWithToken> MintAsync(string server, string? policy) =>
        (await RepeatAsync(() => _http.PostAsJsonAsync($"/api/servers/{server}/grants", new { label = "test", policy }))).Deserialize<GrantWithToken>(JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("The admin API answered null.");

    public Task RevokeAsync(string grant) => SendAsync(_http.DeleteAsync($"/api/grants/{grant}"));

    /// <summary>Server, policy and grant in one go, all named after <paramref name="server"/>.</summary>
    public async Task<GrantWithToken> SetUpAsync(string server, Uri upstream, string policy)
    {
        await PutServerAsync(server, upstream);
        await PutPolicyAsync(server, server, policy);
        return await MintAsync(server, server);
    }

    /// <summary>Every approval of a server in that state; all of them when null.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListApprovalsAsync(string server, string? state)
    {
        var found = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync($"/api/approvals?limit=200&state={state}&cursor={cursor}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("server").GetString() == server));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        return found;
    }

    /// <summary>The id of the approval that is pending for a server, as soon as there is one.</summary>
    public async Task<string> PendingAsync(string server)
    {
        IReadOnlyList<JsonElement> pending = [];
        await Eventually.Async(async () => (pending = await ListApprovalsAsync(server, "pending")).Count > 0, $"an approval of '{server}' is pending");
        return pending[0].GetProperty("id").GetString() ?? "";
    }

    /// <returns>The status: 409 when it was decided already.</returns>
    public async Task<int> DecideAsync(string approval, string decision)
    {
        using var response = await _http.PostAsJsonAsync($"/api/approvals/{approval}/decision", new { decision });
        response.ThrowIfUnavailable();
        return (int)response.StatusCode;
    }

    public Task<JsonElement> GetApprovalAsync(string approval) => ReadAsync($"/api/approvals/{approval}");

    public async Task<string> StateOfAsync(string approval) => (await GetApprovalAsync(approval)).GetProperty("state").GetString() ?? "";

    /// <summary>Every entry of the audit that the filters match, the newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ExportAuditAsync(string filters) =>
        [.. (await _http.GetStringAsync($"/api/audit/export?{filters}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    public Task<JsonElement> VerifyAuditAsync() => ReadAsync("/api/audit/verify");

    /// <param name="path">Below <c>/api/audit/</c>.</param>
    public Task<string> GetAuditTextAsync(string path) => _http.GetStringAsync($"/api/audit/{path}");

    /// <summary>Returns null if no checkpoint covers the entry yet.</summary>
    public async Task<string?> FindAuditProofAsync(string id)
    {
        using var response = await _http.GetAsync($"/api/audit/{id}/proof");
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public void Dispose() => _http.Dispose();

    private Task<JsonElement> ReadAsync(string path) => RepeatAsync(() => _http.GetAsync(path));

    // The emulator of a busy machine may not answer in time. What may happen twice is sent again.
    private static async Task<JsonElement> RepeatAsync(Func<Task<HttpResponseMessage>> request)
    {
        JsonElement answer = default;
        await Eventually.Async(
            async () =>
            {
                try
                {
                    answer = await SendAsync(request());
                    return true;
                }
                catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    return false;
                }
            },
            "the store answers");
        return answer;
    }

    private static async Task<JsonElement> SendAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var body = await response.Content.ReadAsStringAsync();
        response.ThrowIfUnavailable();
        Assert.True(response.IsSuccessStatusCode, $"The admin API answered {(int)response.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }
}
