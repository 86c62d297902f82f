using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Serialization of checkpoints, in the store and in the admin API. Null fields are omitted; repeated, missing and null ones are not read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(CheckpointContent))]
[JsonSerializable(typeof(CheckpointPublicKey))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
