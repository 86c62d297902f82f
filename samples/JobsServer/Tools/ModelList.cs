namespace JobsServer.Tools;

public sealed record ModelList(IReadOnlyList<ModelView> Models);
