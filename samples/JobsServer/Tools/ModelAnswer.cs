namespace JobsServer.Tools;

public sealed record ModelAnswer(string Model, string Answer);
