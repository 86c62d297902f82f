namespace FuncGateway.Admin.Http;

/// <summary>Something that may stand behind the question mark.</summary>
/// <param name="Accepted">What it may be, and what it means when it is absent.</param>
internal sealed record QueryParameter(string Name, string Accepted);
