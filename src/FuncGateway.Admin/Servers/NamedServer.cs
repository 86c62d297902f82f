using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>Reads the field <c>server</c> of a body.</summary>
internal static class NamedServer
{
    public const string Field = "server";
    private const string Accepted = "the id of a server";

    /// <summary>Returns null if the field is absent, or names no server, which is noted in the fields.</summary>
    public static async Task<Server?> FindAsync(BodyFields fields, IServerStore servers, CancellationToken cancellationToken) =>
        fields.Has(Field) ? await ReadAsync(fields, servers, cancellationToken) : null;

    /// <summary>Returns null if the field is absent or names no server, which is noted in the fields.</summary>
    public static async Task<Server?> ReadAsync(BodyFields fields, IServerStore servers, CancellationToken cancellationToken)
    {
        if (fields.Text(Field, Accepted) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!ServerId.TryParse(text, out var id))
        {
            fields.Refuse($"The value is '{text}'. Accepted: {Accepted}, which is {PathId.Accepted}.", Field);
            return null;
        }

        if (await servers.FindAsync(id, cancellationToken) is { Value: var server })
        {
            return server;
        }

        fields.Refuse($"There is no server '{id}'. Accepted: {Accepted}.", Field);
        return null;
    }
}
