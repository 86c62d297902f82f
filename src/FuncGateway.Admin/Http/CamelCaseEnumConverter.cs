using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Admin.Http;

/// <summary>Writes an enum as its name in camel case, and reads nothing else.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
