namespace FuncGateway.LocalHost.Azurite;

/// <summary>Start options of Azurite.</summary>
internal sealed record AzuriteOptions
{
    /// <summary>The first of the three ports that "UseDevelopmentStorage=true" refers to.</summary>
    public const int DevelopmentPort = 10000;

    /// <summary>Blobs, queues and tables on three consecutive ports, in a process that is kept away from the signals of a terminal.</summary>
    public static AzuriteOptions OnPorts(int first) => new() { AllServices = true, IsDetached = true, BlobPort = first, QueuePort = first + 1, TablePort = first + 2 };

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

    /// <summary>Whether it runs in a session of its own, so that Ctrl+C at the terminal does not reach it before the gateway has stored its last records.</summary>
    public bool IsDetached { get; init; }

    /// <summary>Folder for the data; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }
}
