using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>A document and the expected problems: pairs of a path and a part of the message.</summary>
/// <param name="Schema">The expected result of the published schema: accepts, refuses, or skip if the schema library cannot handle the numbers or strings.</param>
public sealed record ReadingCase(
    string Name,
    string Schema,
    JsonElement Document,
    IReadOnlyList<IReadOnlyList<string>>? Problems,
    IReadOnlyList<IReadOnlyList<string>>? Warnings);
