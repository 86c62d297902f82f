using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core;

/// <summary>How much agents may use of one process at the same time, section <c>FuncGateway:Ceilings</c>. Above a ceiling a request is refused and counted, and nothing is sent. Checked at start.</summary>
public sealed class CeilingOptions
{
    public const string Section = $"{GatewayOptions.Section}:Ceilings";

    /// <summary>POST and DELETE requests of one grant in progress at the same time, including calls that wait for a person. Further ones are answered 429.</summary>
    [Range(1, 10_000)]
    public int RequestsPerGrant { get; set; } = 64;

    /// <summary>POST and DELETE requests of all grants in progress at the same time in one process. Further ones are answered 503.</summary>
    [Range(1, 100_000)]
    public int Requests { get; set; } = 500;

    /// <summary>Open streams of one grant: GET streams, and POSTs that listen to subscriptions. Further ones are answered 405 (GET), which clients accept as "no stream", or 429.</summary>
    [Range(0, 10_000)]
    public int StreamsPerGrant { get; set; } = 20;

    /// <summary>Open streams of all grants in one process. Further ones are answered 405 (GET) or 503.</summary>
    [Range(0, 100_000)]
    public int Streams { get; set; } = 200;

    /// <summary>Bytes that the bodies of requests in progress may occupy in one process. A request that needs more is answered 503.</summary>
    [Range(32_000_000, 2_000_000_000)]
    public int BodyBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>
    /// Bytes that answers may occupy in one process while they are held to be inspected, beyond the first 128 KiB of each. An answer that needs more is
    /// replaced by an error; its request was sent.
    /// </summary>
    [Range(32_000_000, 2_000_000_000)]
    public int AnswerBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Bytes a second at which a body must arrive on average, after the first 5 s. A slower one is answered 408.</summary>
    [Range(1, 1_000_000)]
    public int MinBodyBytesPerSecond { get; set; } = 1024;

    /// <summary>The longest time in which a body may arrive. A slower one is answered 408.</summary>
    [Range(typeof(TimeSpan), "00:00:06", "00:10:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
