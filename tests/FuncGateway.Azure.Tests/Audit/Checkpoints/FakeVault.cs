using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Azure.Tests.Audit.Checkpoints;

/// <summary>The keys of a vault, on a free port of loopback: <c>GET /keys/audit</c>, its versions in pages of two, and signing.</summary>
internal sealed class FakeVault : IAsyncDisposable
{
    private const int PageSize = 2;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();

    public FakeVault()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        Rotate();
    }

    /// <summary>The oldest version first.</summary>
    public List<(string Version, ECDsa Key)> Keys { get; } = [];

    public IReadOnlyCollection<string> Requests => _requests;

    public Uri Address => new(_app.Urls.Single());

    public int Status { get; set; } = 200;

    public string Type { get; set; } = "EC";

    public string Curve { get; set; } = "P-256";

    /// <summary>The address of the second page; null for the true one.</summary>
    public string? NextPage { get; set; }

    public Task StartAsync() => _app.StartAsync();

    public void Rotate() => Keys.Add(($"v{Keys.Count + 1}", ECDsa.Create(ECCurve.NamedCurves.nistP256)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        _requests.Enqueue($"{context.Request.Method} {path}");
        context.Response.StatusCode = context.Request.Query["api-version"] == "7.4" ? Status : 400;
        var answer = context.Response.StatusCode != 200 ? """{"error":{"code":"Unusable"}}"""
            : path.EndsWith("/sign", StringComparison.Ordinal) ? await SignAsync(context.Request, path.Split('/')[^2])
            : path.EndsWith("/versions", StringComparison.Ordinal) ? Versions(int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "0", null))
            : Public(path.Split('/')[^1] is { Length: > 0 } version ? version : Keys[^1].Version);
        await context.Response.WriteAsync(answer);
    }

    private async Task<string> SignAsync(HttpRequest request, string version)
    {
        var asked = await JsonNode.ParseAsync(request.Body);
        Assert.Equal("ES256", (string?)asked?["alg"]);
        var signature = KeyOf(version).SignHash(Base64Url.DecodeFromChars((string?)asked?["value"]), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new JsonObject { ["kid"] = KidOf(version), ["value"] = Base64Url.EncodeToString(signature) }.ToJsonString();
    }

    private string Versions(int page) => new JsonObject
    {
        ["value"] = new JsonArray([.. Keys.Skip(page * PageSize).Take(PageSize).Select(each => new JsonObject { ["kid"] = KidOf(each.Version), ["attributes"] = new JsonObject { ["enabled"] = true } })]),
        ["nextLink"] = (page + 1) * PageSize < Keys.Count ? NextPage ?? $"{Address}keys/audit/versions?api-version=7.4&page={page + 1}" : null,
    }.ToJsonString();

    private string Public(string version)
    {
        var point = KeyOf(version).ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["kid"] = KidOf(version),
                ["kty"] = Type,
                ["crv"] = Curve,
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
                ["key_ops"] = new JsonArray("sign", "verify"),
            },
            ["attributes"] = new JsonObject { ["enabled"] = true },
        }.ToJsonString();
    }

    private ECDsa KeyOf(string version) => Keys.Single(each => each.Version == version).Key;

    private string KidOf(string version) => $"{Address}keys/audit/{version}";
}
