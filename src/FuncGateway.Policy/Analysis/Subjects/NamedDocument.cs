namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>The names and patterns that a document writes in one section.</summary>
/// <param name="IsAmbiguous">Whether the document refuses a name because it looks like a written one.</param>
internal sealed record NamedDocument(IReadOnlyCollection<string> Names, Func<string, bool> IsAmbiguous);
