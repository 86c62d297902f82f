using FuncGateway.Core;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting;

/// <summary>Fails the start if an entry of <see cref="GatewayOptions.InternalUpstreams"/> is invalid: an ignored one would refuse a server, a misread one would open the network.</summary>
internal sealed class InternalUpstreamsCheck : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var problems = options.InternalUpstreams
            .Index()
            .Where(entry => entry.Item.Length > 0)
            .Select(entry => UpstreamAddressGuard.CheckInternal(entry.Item) is { } problem ? $"The setting {GatewayOptions.Section}:{nameof(GatewayOptions.InternalUpstreams)}:{entry.Index} is '{entry.Item}': {problem}" : null)
            .OfType<string>()
            .ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
