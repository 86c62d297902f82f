using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.LocalHost.Engine;

/// <summary>
/// Identifies this process among the workers of a hub. It stays the same after a restart on the same machine with the same data folder, so that the process reclaims its
/// partitions at once. A second process that uses the folder at the same time gets a different one, because two workers with one id would both act as the
/// owner of a partition.
/// </summary>
internal sealed class EngineWorkerId : IDisposable
{
    private readonly FileStream? _lock;

    private EngineWorkerId(string value, FileStream? held) => (Value, _lock) = (value, held);

    public string Value { get; }

    public static EngineWorkerId Take(string folder)
    {
        var path = Path.GetFullPath(folder);
        Directory.CreateDirectory(path);
        try
        {
            var held = new FileStream(Path.Combine(path, "engine.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new EngineWorkerId("local-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}:{path}")))[..12], held);
        }
        catch (IOException)
        {
            return new EngineWorkerId($"local-{Guid.NewGuid():N}"[..18], null);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
