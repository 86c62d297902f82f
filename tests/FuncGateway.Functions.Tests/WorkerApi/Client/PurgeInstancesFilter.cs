namespace Microsoft.DurableTask.Client;

public record PurgeInstancesFilter
{
    public PurgeInstancesFilter(
        DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
    {
        this.CreatedFrom = CreatedFrom;
        this.CreatedTo = CreatedTo;
        this.Statuses = Statuses;
    }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public IEnumerable<OrchestrationRuntimeStatus>? Statuses { get; init; }
}
