using System.Reflection;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Settings;

/// <summary>Shows how this gateway is set up, and whether the parts that it depends on answer.</summary>
internal sealed class SettingsEndpoint(ISettingsInForce settings, PartsHealth health, WebhookTargets webhooks, IServerStore servers)
{
    private static readonly string Version = typeof(SettingsEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getSettings", "GET", "/api/settings", Right.See, "Returns the settings in force with their sources, the health of storage, secrets and durable engine, and the webhooks. Shows no value that may be a credential.") { Answer = SettingsJson.Default.SettingsView },
        GetAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var view = new SettingsView(
            Version, settings.Host, PublicAddress.Of(context.Request), settings.List(), await health.ReadAsync(cancellationToken), await ListWebhooksAsync(cancellationToken));
        return new JsonReply<SettingsView>(StatusCodes.Status200OK, view, SettingsJson.Default.SettingsView);
    }

    private async Task<IReadOnlyList<ListedWebhook>> ListWebhooksAsync(CancellationToken cancellationToken)
    {
        var ofServers = await servers.ListAsync(cancellationToken)
            .Where(stored => stored.Value.ApprovalWebhook is not null)
            .Select(stored => stored.Value)
            .ToListAsync(cancellationToken);
        return
        [
            .. webhooks.FindOwn() is { } own ? [ListedWebhook.Of(null, own)] : Array.Empty<ListedWebhook>(),
            .. ofServers.Select(server => server.ApprovalWebhook is { } target ? ListedWebhook.Of(server.Id, target) : null).OfType<ListedWebhook>(),
        ];
    }
}
