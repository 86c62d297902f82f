using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace FuncGateway.Testing.Azurite;

/// <summary>An error answer of Table Storage.</summary>
internal sealed class RefusedResponse(int status, string code, string clientRequestId) : Response
{
    private readonly HttpHeader[] _headers = [new("Content-Type", "application/json"), new("x-ms-error-code", code)];

    public override int Status => status;

    public override bool IsError => true;

    public override string ReasonPhrase => code;

    /// <summary>In the form of Azure.Core's own errors: the client for tables reads its service's form only from a response of its transport.</summary>
    public override Stream? ContentStream { get; set; } = BinaryData.FromObjectAsJson(new { error = new { code, message = code } }).ToStream();

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = _headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;
}
