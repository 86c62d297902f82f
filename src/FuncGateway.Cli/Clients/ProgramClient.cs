namespace FuncGateway.Cli.Clients;

/// <summary>A program that people write with an SDK of the protocol.</summary>
/// <param name="Program">The program for an address.</param>
internal sealed record ProgramClient(string Name, string Title, Func<Uri, string> Program) : AgentClient(Name, Title, File: null)
{
    public override string TokenSource => FromEnvironment;

    public override bool TakesToken => false;

    public override string Text(ConnectedServer server, string? token) => Program(server.Url);

    public override string AddTo(string? existing, ConnectedServer server, string? token) => throw new FormatException("a program has no configuration file");
}
