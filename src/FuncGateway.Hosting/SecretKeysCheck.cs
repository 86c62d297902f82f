using FuncGateway.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting;

/// <summary>
/// Fails the start in Azure if a secret that the settings name contains a published key. If the secret cannot be read now, the gateway starts:
/// <see cref="CheckedSecrets"/> checks the key again when it is needed.
/// </summary>
internal sealed partial class SecretKeysCheck(CheckedSecrets secrets, PublishedKeyCheck check, IConfiguration configuration, ILogger<SecretKeysCheck> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!check.IsInAzure)
        {
            return;
        }

        var found = await Task.WhenAll(CheckedSecrets.NamesIn(configuration).Select(name => WhatIsWrongAsync(name, cancellationToken)));
        if (found.OfType<string>().ToArray() is { Length: > 0 } problems)
        {
            throw new OptionsValidationException(GatewayOptions.Section, typeof(GatewayOptions), problems);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> WhatIsWrongAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await secrets.WhatIsWrongAsync(name, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogUnread(e, name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The secret {Secret} could not be read at start; it is checked when it is needed")]
    private partial void LogUnread(Exception exception, string secret);
}
