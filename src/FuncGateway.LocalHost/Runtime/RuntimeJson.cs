using System.Text.Json.Serialization;
using FuncGateway.Gateway.Limits;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>How the local runtime writes the states of its entities.</summary>
[JsonSerializable(typeof(RateCounterState))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
