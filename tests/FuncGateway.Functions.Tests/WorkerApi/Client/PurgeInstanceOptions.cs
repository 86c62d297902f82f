namespace Microsoft.DurableTask.Client;

public record PurgeInstanceOptions
{
    public PurgeInstanceOptions(bool Recursive = false) => this.Recursive = Recursive;

    public bool Recursive { get; init; }
}
