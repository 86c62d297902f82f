using FuncGateway.Core;
using FuncGateway.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FuncGateway.Functions;

/// <summary>
/// Checks at start that the Functions host knows its own address. Without one it cannot make the durable client, and every function that binds the client
/// fails with a message that does not name the setting. In Azure the host can derive the address from the name of the app.
/// </summary>
public sealed class HostNameCheck(IConfiguration configuration) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) =>
        configuration.Find(FunctionsSettings.HostName) is not null || configuration.Find(FunctionsSettings.SiteName) is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{FunctionsSettings.HostName} is not set, so the Functions host cannot make the durable client that limits and approvals need. Azure and 'func start' set it; elsewhere set it to the host and port of the Functions host, such as localhost:7071.");
}
