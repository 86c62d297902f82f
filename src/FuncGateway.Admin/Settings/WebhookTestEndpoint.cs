using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Webhooks;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Settings;

/// <summary>Sends a test message to a webhook.</summary>
internal sealed class WebhookTestEndpoint(WebhookTargets targets, WebhookTest test)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("testWebhook", "POST", "/api/webhooks/{webhook}/test", Right.Administer, "Sends a test message to a webhook, in its format and signed like all others. The id is 'gateway', or 'server:' and the id of a server.")
        {
            Answer = SettingsJson.Default.WebhookTested,
            Statuses = [200, 404],
        },
        TestAsync);

    private async Task<IResult> TestAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.Request.RouteValues["webhook"] as string ?? "";
        if (await FindAsync(id, cancellationToken) is not { } target)
        {
            return Problems.NotFound($"There is no webhook '{VisibleText.Of(RouteIds.Shown(id))}'. Accepted: '{ListedWebhook.Gateway}' if the gateway has one, or '{ListedWebhook.ServerPrefix}' and the id of a server that has one of its own.");
        }

        var problem = await test.SendAsync(target, Person.Of(context.User).Name, cancellationToken);
        return new JsonReply<WebhookTested>(StatusCodes.Status200OK, new(problem is null, problem), SettingsJson.Default.WebhookTested);
    }

    private async Task<WebhookTarget?> FindAsync(string id, CancellationToken cancellationToken) =>
        id == ListedWebhook.Gateway ? targets.FindOwn()
        : id.StartsWith(ListedWebhook.ServerPrefix, StringComparison.Ordinal) && ServerId.TryParse(id[ListedWebhook.ServerPrefix.Length..], out var server) ? await targets.FindOfServerAsync(server, cancellationToken)
        : null;
}
