using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>
/// The body of a question about policies: documents in some fields, other fields beside them, and the server that ids of policies and names of tools belong to. Every mistake is collected, and
/// <see cref="Refusal"/> lists them all.
/// </summary>
internal sealed class PolicyQuestion
{
    /// <summary>What a field with a policy accepts.</summary>
    public const string Accepted = "a policy document, or the id of a policy of the server, such as \"dev\" or, for its revision 3, \"dev@3\"";

    private readonly DocumentBody _body;
    private readonly IPolicyStore _policies;
    private readonly List<FieldProblem> _problems = [];

    private PolicyQuestion(DocumentBody body, BodyFields fields, Server? server, IPolicyStore policies) =>
        (_body, Fields, Server, _policies) = (body, fields, server, policies);

    public BodyFields Fields { get; }

    /// <summary>Null if none is named.</summary>
    public Server? Server { get; }

    /// <summary>The 422 response that lists every mistake of the fields or, if they have none, of the documents; null if there are none.</summary>
    public IResult? Refusal => Fields.Refusal ?? (_problems.Count == 0 ? null
        : Problems.Unprocessable(_problems.Count == 1 ? "The document has 1 mistake." : $"The documents have {_problems.Count} mistakes.", _problems));

    /// <param name="documents">The fields that have documents.</param>
    /// <param name="others">The other fields, besides <c>server</c>.</param>
    /// <param name="maxBytes">The largest body.</param>
    /// <param name="maxDepth">How deeply the other fields may be nested; null for the usual bound.</param>
    // Seven parameters: what is read, where from, and what is accepted.
    public static async Task<(PolicyQuestion? Question, IResult? Refusal)> ReadAsync(
        HttpContext context, IServerStore servers, IPolicyStore policies, IReadOnlyCollection<string> documents, IReadOnlyCollection<string> others, int maxBytes, int? maxDepth = null)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, maxBytes, context.RequestAborted);
        if (bytes.Refusal is { } unreadable)
        {
            return (null, unreadable);
        }

        var body = DocumentBody.Of(bytes.Bytes, documents);
        if (!BodyFields.TryParse(body.Rest, [.. documents, NamedServer.Field, .. others], out var fields, out var refusal, maxDepth))
        {
            return (null, refusal);
        }

        var server = await NamedServer.FindAsync(fields, servers, context.RequestAborted);
        return (new PolicyQuestion(body, fields, server, policies), null);
    }

    /// <summary>Reads a field with a policy. Returns null if it is absent or null, or has mistakes.</summary>
    /// <param name="isRequired">Whether it is a mistake that the field is absent or null.</param>
    public async Task<PolicyReading?> ReadPolicyAsync(string field, bool isRequired, CancellationToken cancellationToken)
    {
        if (await FindPolicyAsync(field, isRequired, cancellationToken) is not { } document)
        {
            return null;
        }

        var reading = PolicyReader.Read(document.Span);
        _problems.AddRange(DocumentProblems.Show(reading.Problems, $"/{field}"));
        return reading.Policy is null ? null : reading;
    }

    /// <summary>Finds the document of a field with a policy, as sent or as published.</summary>
    /// <inheritdoc cref="ReadPolicyAsync"/>
    public async Task<ReadOnlyMemory<byte>?> FindPolicyAsync(string field, bool isRequired, CancellationToken cancellationToken)
    {
        if (FindDocument(field) is not { } document)
        {
            if (isRequired)
            {
                Fields.Refuse($"The field is missing. Accepted: {Accepted}.", field);
            }

            return null;
        }

        return document.Span[0] == (byte)'"' ? await FindPublishedAsync(document, field, cancellationToken) : document;
    }

    /// <summary>The value of a field as sent; null if it is absent.</summary>
    public ReadOnlyMemory<byte>? FindSent(string field) => _body.Find(field);

    /// <summary>The document of a field as sent; null if it is absent or null.</summary>
    public ReadOnlyMemory<byte>? FindDocument(string field) =>
        FindSent(field) is { } document && !document.Span.SequenceEqual("null"u8) ? document : default(ReadOnlyMemory<byte>?);

    /// <summary>Adds the problems of a document.</summary>
    public void Refuse(IEnumerable<Problem> problems, string field) => _problems.AddRange(DocumentProblems.Show([.. problems], $"/{field}"));

    private static bool TryParse(string text, [NotNullWhen(true)] out PolicyId? id, out int? revision)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        revision = null;
        if (at >= 0)
        {
            if (!int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                id = null;
                return false;
            }

            revision = number;
        }

        return PolicyId.TryParse(at < 0 ? text : text[..at], out id);
    }

    private async Task<ReadOnlyMemory<byte>?> FindPublishedAsync(ReadOnlyMemory<byte> name, string field, CancellationToken cancellationToken)
    {
        // Only the characters of an id and a number are accepted, so it needs no unescaping.
        if (!TryParse(Encoding.UTF8.GetString(name.Span[1..^1]), out var id, out var revision))
        {
            Fields.Refuse($"The value is a string that is not an id. Accepted: {Accepted}; an id is {PathId.Accepted}.", field);
        }
        else if (!Fields.Has(NamedServer.Field))
        {
            Fields.Refuse("The field is missing. Accepted: the id of the server that has the policy.", NamedServer.Field);
        }
        else if (Server is not null)
        {
            var found = revision is { } number
                ? await _policies.FindAsync(Server.Id, id, number, cancellationToken)
                : await _policies.FindCurrentAsync(Server.Id, id, cancellationToken);
            if (found is not null)
            {
                return found.Document;
            }

            Fields.Refuse($"Server '{Server.Id}' has no policy '{id}'{(revision is null ? "" : $" with a revision {revision}")}. Accepted: {Accepted}.", field);
        }

        return null;
    }
}
