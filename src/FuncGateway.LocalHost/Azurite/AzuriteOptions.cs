namespace FuncGateway.LocalHost.Azurite;

/// <summary>How Azurite is started.</summary>
internal sealed record AzuriteOptions
{
    /// <summary>The ports that "UseDevelopmentStorage=true" means.</summary>
    public static AzuriteOptions Development { get; } = new() { AllServices = true, BlobPort = 10000, QueuePort = 10001, TablePort = 10002 };

    /// <summary>The address it listens on. Its account key is known to everyone, so never one that others can reach.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 is a free port.</summary>
    public int TablePort { get; init; }

    /// <summary>0 is a free port. Only with <see cref="AllServices"/>.</summary>
    public int BlobPort { get; init; }

    /// <summary>0 is a free port. Only with <see cref="AllServices"/>.</summary>
    public int QueuePort { get; init; }

    /// <summary>Blobs and queues too, which the durable engine needs; false: tables only.</summary>
    public bool AllServices { get; init; }

    /// <summary>Where the data is kept; null keeps it in memory, gone with the process.</summary>
    public string? DataFolder { get; init; }
}
