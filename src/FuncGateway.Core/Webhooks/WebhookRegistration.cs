using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Core.Webhooks;

internal static class WebhookRegistration
{
    /// <summary>Registers what posts to webhooks. Needs a <see cref="WebhookOptions"/>.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) =>
        services.AddSingleton<WebhookClient>().AddSingleton<WebhookTargets>().AddSingleton<WebhookSender>().AddSingleton<WebhookTest>();
}
