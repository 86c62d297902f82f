namespace JobsServer.Tools;

public sealed record ModelView(string Name, string Description);
