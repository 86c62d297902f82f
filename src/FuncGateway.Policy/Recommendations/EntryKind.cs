namespace FuncGateway.Policies.Recommendations;

/// <summary>Where an entry of the document belongs.</summary>
internal enum EntryKind
{
    Rule,
    Hidden,
    Resource,
    Prompt,
}
