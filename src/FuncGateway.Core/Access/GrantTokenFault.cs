namespace FuncGateway.Core.Access;

/// <summary>What is wrong with a text that should be a grant token.</summary>
internal enum GrantTokenFault
{
    Shape,
    Checksum,
    None,
}
