namespace FuncGateway.LocalHost.Azurite;

/// <summary>Start options of Azurite.</summary>
internal sealed record AzuriteOptions
{
    /// <summary>The ports that "UseDevelopmentStorage=true" refers to.</summary>
    public static AzuriteOptions Development { get; } = new() { AllServices = true, BlobPort = 10000, QueuePort = 10001, TablePort = 10002 };

    /// <summary>The address it listens on. Its account key is public, so it must not be reachable from other machines.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 is a free port.</summary>
    public int TablePort { get; init; }

    /// <summary>0 is a free port. Only with <see cref="AllServices"/>.</summary>
    public int BlobPort { get; init; }

    /// <summary>0 is a free port. Only with <see cref="AllServices"/>.</summary>
    public int QueuePort { get; init; }

    /// <summary>Whether to start blobs and queues as well, which the durable engine needs. False starts tables only.</summary>
    public bool AllServices { get; init; }

    /// <summary>Folder for the data; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }
}
