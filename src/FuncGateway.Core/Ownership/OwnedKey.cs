using System.Security.Cryptography;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Ownership;

/// <summary>Identifies what an upstream gave to one grant. Only a hash is kept, because the upstream accepts the value itself from any client that has it.</summary>
/// <param name="Hash">SHA-256: 64 lower-case hexadecimal characters.</param>
public sealed record OwnedKey(ServerId Server, string Hash)
{
    public static OwnedKey OfTask(Server server, string taskId) => Of(server, "task", taskId);

    /// <summary>Unlike the id of a task, a state need not be unique: an upstream may give the same one to several grants, so each grant has a key of its own.</summary>
    public static OwnedKey OfState(Caller caller, string requestState) => Of(caller.Server, "requestState", caller.Grant.Id.Value, requestState);

    // The address is included, so that nothing is carried over to another upstream that is registered under the same name.
    private static OwnedKey Of(Server server, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendPart(server.UpstreamUrl.AbsoluteUri);
        foreach (var part in parts)
        {
            hash.AppendPart(part);
        }

        return new OwnedKey(server.Id, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
