namespace JobsServer.Tools;

public sealed record ModelAnswers(IReadOnlyList<ModelAnswer> Answers);
