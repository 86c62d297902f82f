using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>A document and what the reader finds in it: pairs of a path and a part of the message.</summary>
/// <param name="Schema">What the published schema says: accepts, refuses, or skip where its library cannot read the numbers or texts.</param>
public sealed record ReadingCase(
    string Name,
    string Schema,
    JsonElement Document,
    IReadOnlyList<IReadOnlyList<string>>? Problems,
    IReadOnlyList<IReadOnlyList<string>>? Warnings);
