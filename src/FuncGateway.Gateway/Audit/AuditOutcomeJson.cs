using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Gateway.Audit;

/// <summary><c>ToolError</c> is written <c>tool_error</c>.</summary>
internal sealed class AuditOutcomeJson() : JsonStringEnumConverter<AuditOutcome>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
