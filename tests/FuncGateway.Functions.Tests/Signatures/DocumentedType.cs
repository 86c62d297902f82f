namespace FuncGateway.Functions.Tests.Signatures;

internal sealed record DocumentedType(string Header, IReadOnlyList<string> Attributes)
{
    public List<string> Members { get; } = [];
}
