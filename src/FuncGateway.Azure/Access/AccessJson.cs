using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Access;

/// <summary>The stored form of a grant's access: <c>[{"server":"jobs","policy":"seed"}]</c>; without a policy, every call is denied.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<StoredAccess>))]
internal sealed partial class AccessJson : JsonSerializerContext
{
    public static string Write(GrantAccess access) =>
        JsonSerializer.Serialize([.. access.Select(entry => new StoredAccess(entry.Server.Value, entry.Policy?.Value))], Default.IReadOnlyListStoredAccess);

    /// <summary>Returns null if the text was not written by the gateway.</summary>
    public static GrantAccess? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.IReadOnlyListStoredAccess) is { } entries ? new GrantAccess(entries.Select(Read)) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // A policy that cannot be read must not turn into none, nor a server into another.
    private static ServerAccess Read(StoredAccess entry)
    {
        PolicyId? policy = null;
        return ServerId.TryParse(entry.Server, out var server) && (entry.Policy is null || PolicyId.TryParse(entry.Policy, out policy))
            ? new ServerAccess(server, policy)
            : throw new JsonException("The access names no server, or a policy with an invalid id.");
    }
}

internal sealed record StoredAccess(string? Server, string? Policy);
