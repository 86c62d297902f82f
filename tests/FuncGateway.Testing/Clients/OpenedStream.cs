namespace FuncGateway.Testing.Clients;

/// <summary>The first bytes of every event stream of the gateway.</summary>
public static class OpenedStream
{
    public const string Comment = ":\n\n";
}
