using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>What the admin API says of the audit. What is absent is not written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditCheckpoint))]
[JsonSerializable(typeof(AuditListing))]
[JsonSerializable(typeof(AuditRecordView))]
[JsonSerializable(typeof(AuditVerificationReport))]
internal sealed partial class AuditShapes : JsonSerializerContext;
