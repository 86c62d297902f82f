using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Inventory;

/// <summary>Serialisation of what is stored of an inventory.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = MaxDepth)]
[JsonSerializable(typeof(ScannedServer))]
[JsonSerializable(typeof(ServerFacts))]
[JsonSerializable(typeof(StoredInventory))]
public sealed partial class InventoryJson : JsonSerializerContext
{
    /// <summary>How deeply a definition may be nested, what surrounds it included.</summary>
    public const int MaxDepth = 200;
}

/// <summary>An inventory without the server, whose row says it.</summary>
public sealed record StoredInventory(
    IReadOnlyDictionary<string, string> Accepted,
    IReadOnlyDictionary<string, FoundDefinition> New,
    IReadOnlyDictionary<string, FoundDefinition> Changed,
    IReadOnlyDictionary<string, ClassOverride> Classes);
