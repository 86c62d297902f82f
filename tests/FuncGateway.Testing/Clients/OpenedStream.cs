namespace FuncGateway.Testing.Clients;

/// <summary>What every event stream of the gateway begins with, whatever comes after it and whenever that comes.</summary>
public static class OpenedStream
{
    public const string Comment = ":\n\n";
}
