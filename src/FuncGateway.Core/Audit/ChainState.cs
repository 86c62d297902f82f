using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

[JsonConverter(typeof(ChainStateJson))]
public enum ChainState
{
    Open,

    /// <summary>Its writer ended, or was found dead.</summary>
    Closed,

    /// <summary>Its records are past the retention and deleted.</summary>
    Removed,
}
