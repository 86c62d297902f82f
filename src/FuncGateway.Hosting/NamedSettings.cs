using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace FuncGateway.Hosting;

/// <summary>Settings with a name for people, who are shown where each setting comes from.</summary>
public sealed class NamedSettings(string name, IEnumerable<KeyValuePair<string, string?>> settings) : IConfigurationSource
{
    public const string Default = "default";
    public const string Other = "other";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(name, new MemoryConfigurationSource { InitialData = settings });

    internal sealed class Provider(string name, MemoryConfigurationSource settings) : MemoryConfigurationProvider(settings)
    {
        public string Name => name;
    }
}
