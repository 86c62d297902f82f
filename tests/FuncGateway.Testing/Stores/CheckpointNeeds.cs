using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Testing.Stores;

public static class CheckpointNeeds
{
    /// <summary>One more, whatever the last one says.</summary>
    public static CheckpointNeed Another { get; } = new CheckpointNeed.YoungerThan(TimeSpan.FromTicks(-1));
}
