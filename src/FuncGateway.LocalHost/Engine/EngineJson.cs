using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace FuncGateway.LocalHost.Engine;

/// <summary>The serialisation of inputs, results, events and entity states.</summary>
internal static class EngineJson
{
    public static DataConverter Converter { get; } = new JsonDataConverter(JsonSerializerOptions.Web);
}
