namespace Microsoft.DurableTask.Client.Entities;

public record EntityQuery
{
    public const int DefaultPageSize = 100;

    public EntityQuery()
    {
    }

    public string? InstanceIdStartsWith { get; init; }

    public bool IncludeState { get; init; }

    public int? PageSize { get; init; }
}
