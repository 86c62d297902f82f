namespace FuncGateway.Cli.Output;

/// <summary>How a result is written.</summary>
internal enum OutputFormat
{
    /// <summary>A table on a terminal, tab-separated values without a header otherwise.</summary>
    Automatic,

    Table,

    /// <summary>What the gateway answered, as one JSON value.</summary>
    Json,

    /// <summary>One JSON value a line.</summary>
    JsonLines,

    /// <summary>As RFC 4180, with a header.</summary>
    Csv,
}
