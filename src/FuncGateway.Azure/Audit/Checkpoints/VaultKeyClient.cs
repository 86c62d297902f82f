using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FuncGateway.Azure.Audit.Checkpoints;

/// <summary>The three requests to the vault that checkpoints need, over its REST API.</summary>
internal sealed class VaultKeyClient(Uri vault, string key, HttpPipeline pipeline)
{
    private const string ApiVersion = "api-version=7.4";

    // More than a vault keeps of a key that is rotated every week, for many years.
    private const int MaxPages = 100;

    /// <summary>Returns the current version of the key, or the given one.</summary>
    public async Task<VaultKey> GetAsync(string? version, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(RequestMethod.Get, AddressOf(version ?? ""), body: null, VaultJson.Default.VaultKeyBundle, cancellationToken);
        return answer.Key ?? throw new IOException("Key Vault answered without a key.");
    }

    /// <summary>Lists the versions of the key, the disabled ones included, in no particular order.</summary>
    public async Task<IReadOnlyList<string>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var versions = new List<string>();
        var next = AddressOf("versions");
        for (var page = 0; next is not null && page < MaxPages; page++)
        {
            var answer = await SendAsync(RequestMethod.Get, next, body: null, VaultJson.Default.VaultKeyPage, cancellationToken);
            versions.AddRange((answer.Value ?? []).Select(each => VersionOf(each.Kid)));
            next = NextOf(answer.NextLink);
        }

        return versions;
    }

    /// <param name="digest">SHA-256 of what is signed.</param>
    /// <returns>R and S.</returns>
    public async Task<byte[]> SignAsync(string version, byte[] digest, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new VaultSignRequest("ES256", Base64Url.EncodeToString(digest)), VaultJson.Default.VaultSignRequest);
        var answer = await SendAsync(RequestMethod.Post, AddressOf($"{version}/sign"), body, VaultJson.Default.VaultSignature, cancellationToken);
        return VaultText.Decode(answer.Value);
    }

    public static string VersionOf(string? kid) =>
        Uri.TryCreate(kid, UriKind.Absolute, out var address) && address.Segments is [_, "keys/", _, var version] ? version : throw new IOException("Key Vault answered with a key that has no version.");

    private async Task<T> SendAsync<T>(RequestMethod method, Uri address, byte[]? body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape, CancellationToken cancellationToken)
        where T : class
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(body);
        }

        await pipeline.SendAsync(message, cancellationToken);
        if (message.Response.IsError)
        {
            throw new RequestFailedException(message.Response);
        }

        try
        {
            return JsonSerializer.Deserialize(message.Response.Content.ToMemory().Span, shape) ?? throw new IOException("Key Vault answered with nothing.");
        }
        catch (JsonException e)
        {
            throw new IOException("Key Vault answered in an unknown form.", e);
        }
    }

    private Uri AddressOf(string below) => new(vault, $"keys/{Uri.EscapeDataString(key)}/{below}?{ApiVersion}");

    // The token is sent there, so it must be the vault.
    private Uri? NextOf(string? link) =>
        string.IsNullOrEmpty(link) ? null
        : Uri.TryCreate(link, UriKind.Absolute, out var next) && next.GetLeftPart(UriPartial.Authority) == vault.GetLeftPart(UriPartial.Authority) ? next
        : throw new IOException("Key Vault answered with a further page that is elsewhere.");
}

/// <summary>A public key of the vault, a JSON Web Key whose id is its address.</summary>
internal sealed record VaultKey(string? Kid, string? Kty, string? Crv, string? X, string? Y);

internal sealed record VaultKeyBundle(VaultKey? Key);

internal sealed record VaultKeyItem(string? Kid);

internal sealed record VaultKeyPage(IReadOnlyList<VaultKeyItem>? Value, string? NextLink);

internal sealed record VaultSignRequest(string Alg, string Value);

internal sealed record VaultSignature(string? Value);

internal static class VaultText
{
    public static byte[] Decode(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : throw new IOException("Key Vault answered in an unknown form.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VaultKeyBundle))]
[JsonSerializable(typeof(VaultKeyPage))]
[JsonSerializable(typeof(VaultSignRequest))]
[JsonSerializable(typeof(VaultSignature))]
internal sealed partial class VaultJson : JsonSerializerContext;
