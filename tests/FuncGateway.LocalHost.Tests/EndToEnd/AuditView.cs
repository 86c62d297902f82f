using System.Net.Http.Headers;
using System.Text.Json;
using FuncGateway.Admin.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The audit as a person sees it, through the admin API.</summary>
internal sealed class AuditView : IDisposable
{
    private readonly HttpClient _http;

    public AuditView(string url, IServiceProvider services)
    {
        _http = new HttpClient { BaseAddress = new Uri(url) };
        var key = services.GetRequiredService<IOptions<AdminOptions>>().Value.AdminKey;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public static AuditView Of(LocalGateway gateway) => new(gateway.Url.ToString(), gateway.Services);

    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync($"/api/audit{path}"));

    public Task<string> GetTextAsync(string path) => _http.GetStringAsync($"/api/audit{path}");

    /// <summary>Endings are stored after the answer has left, so what is looked for may take a moment to appear.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForAsync(string query, Func<IReadOnlyList<JsonElement>, bool> appeared)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            IReadOnlyList<JsonElement> items = [.. (await GetAsync($"?{query}")).GetProperty("items").EnumerateArray()];
            if (appeared(items))
            {
                return items;
            }

            Assert.False(patience.IsCancellationRequested, $"It did not appear among: {string.Join('\n', items)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    public static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.ToString() : "";

    public void Dispose() => _http.Dispose();
}
