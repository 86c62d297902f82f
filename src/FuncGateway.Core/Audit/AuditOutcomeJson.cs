using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary><c>ToolError</c> is written <c>tool_error</c>.</summary>
public sealed class AuditOutcomeJson() : JsonStringEnumConverter<AuditOutcome>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
