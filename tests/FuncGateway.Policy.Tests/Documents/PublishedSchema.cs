using FuncGateway.Policies.Tests.Corpus;
using NJsonSchema;

namespace FuncGateway.Policies.Tests.Documents;

/// <summary>The policy schema that is published for editors.</summary>
internal static class PublishedSchema
{
    private static readonly JsonSchema Schema =
        JsonSchema.FromJsonAsync(File.ReadAllText(CorpusFile.Sample("policy.schema.json"))).GetAwaiter().GetResult();

    public static bool Accepts(string document) => Schema.Validate(document).Count == 0;
}
