using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Tasks;

/// <summary>Identifies a task of an upstream. The task's own id is not kept, because the upstream accepts it from any client that knows it.</summary>
/// <param name="Hash">SHA-256 of the server's address and the task's id: 64 lower-case hexadecimal characters.</param>
public sealed record TaskKey(ServerId Server, string Hash)
{
    // The address is included, so that a task is not carried over to another upstream that is registered under the same name.
    public static TaskKey Of(Server server, string taskId) =>
        new(server.Id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server.UpstreamUrl.AbsoluteUri}\n{taskId}"))));
}
