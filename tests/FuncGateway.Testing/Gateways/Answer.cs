using System.Text.Json.Nodes;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>A response, read to its end.</summary>
public sealed record Answer(int Status, string? ContentType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The body is null.");

    public string Detail => Field("detail");

    public string? Tag => Headers.GetValueOrDefault("ETag");

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), headers);
    }

    public string Field(string name) => (string?)Json[name] ?? throw new InvalidOperationException($"There is no '{name}' in {Text}");

    /// <summary>The mistakes of a 422, as <c>path: message</c>.</summary>
    public string[] Mistakes() => [.. Json["problems"]?.AsArray().Select(problem => $"{problem?["path"]}: {problem?["message"]}") ?? []];

    /// <summary>Every error has the one form.</summary>
    public void AssertProblem(int status)
    {
        Assert.True(status == Status, $"{Status}: {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, (int?)Json["status"]);
        Assert.Equal("about:blank", Field("type"));
        Assert.NotEmpty(Field("title"));
        Assert.EndsWith(".", Detail, StringComparison.Ordinal);
    }
}
