using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The audit as a person sees it, through the admin API.</summary>
internal sealed class AuditView : IDisposable
{
    private readonly HttpClient _http;

    private AuditView(LocalGateway gateway)
    {
        _http = new HttpClient { BaseAddress = gateway.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.AdminKey);
    }

    public static AuditView Of(LocalGateway gateway) => new(gateway);

    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync($"/api/audit{path}"));

    public Task<string> GetTextAsync(string path) => _http.GetStringAsync($"/api/audit{path}");

    /// <summary>Endings are stored after the answer has left, so what is looked for may take a moment to appear.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForAsync(
        string query, Func<IReadOnlyList<JsonElement>, bool> appeared, [CallerArgumentExpression(nameof(appeared))] string what = "")
    {
        IReadOnlyList<JsonElement> items = [];
        await Eventually.Async(
            async () =>
            {
                items = [.. (await GetAsync($"?{query}")).GetProperty("items").EnumerateArray()];
                return appeared(items);
            },
            () => $"{what}; in the audit are: {string.Join('\n', items)}");
        return items;
    }

    public static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.ToString() : "";

    public void Dispose() => _http.Dispose();
}
