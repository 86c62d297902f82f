using FuncGateway.Admin;
using FuncGateway.Admin.Settings;
using FuncGateway.Core;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Secrets;
using FuncGateway.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Hosting;

public static class GatewayRegistration
{
    /// <summary>Registers the whole gateway. The host adds stores, an <see cref="IDurableClientSource"/> and an <see cref="ISecretSource"/>, and serves <see cref="GatewayPipeline"/>.</summary>
    public static IServiceCollection AddFuncGateway(this IServiceCollection services, HostKind host)
    {
        services.AddSingleton<ISettingsInForce>(provider => ActivatorUtilities.CreateInstance<SettingsInForce>(provider, host));
        return services.AddGatewaySettings().AddCore().AddMcp().AddAdminApi().AddSingleton<ConsoleEndpoint>().AddSingleton<GatewayPipeline>();
    }
}
