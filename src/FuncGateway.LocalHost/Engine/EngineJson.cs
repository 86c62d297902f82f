using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace FuncGateway.LocalHost.Engine;

/// <summary>How inputs, results, events and states are written: as the gateway's own flows and activities read them.</summary>
internal static class EngineJson
{
    public static DataConverter Converter { get; } = new JsonDataConverter(JsonSerializerOptions.Web);
}
