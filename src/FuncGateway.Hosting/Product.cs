namespace FuncGateway.Hosting;

/// <summary>What answers at <c>/</c>: enough to see that it is up, and where to ask whether it is well.</summary>
internal sealed record Product(string Name, string Health);
