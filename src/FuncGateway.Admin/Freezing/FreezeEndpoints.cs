using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Freezing;

/// <summary>Stops all calls of all agents, and lets them pass again.</summary>
internal sealed class FreezeEndpoints(IFreezeStore store, FreezeWatch watch, TimeProvider time)
{
    private const string Path = "/api/freeze";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("getFreeze", "GET", Path, Right.See, "Returns whether all calls are stopped.") { Answer = FreezeJson.Default.FreezeView },
            GetAsync)
        .MapOperation(
            new("freeze", "POST", Path, Right.Administer, "Stops all calls, everywhere within 2 s. Repeating it changes nothing.")
            {
                Body = FreezeJson.Default.FreezeBody,
                IsBodyOptional = true,
                Answer = FreezeJson.Default.FreezeView,
                Statuses = [200, 400, 413, 415, 422],
                MayProceedUnrecorded = true,
            },
            FreezeAsync)
        .MapOperation(
            new("unfreeze", "DELETE", Path, Right.Administer, "Lets calls pass again. Repeating it changes nothing.") { Answer = FreezeJson.Default.FreezeView },
            UnfreezeAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) => Show(FreezeView.Of(await store.FindAsync(cancellationToken)));

    private async Task<IResult> FreezeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (body, refusal) = await FreezeBody.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var freeze = await store.AddAsync(new Freeze(time.GetUtcNow(), Person.Of(context.User).Name, body.Reason), cancellationToken);
        watch.Forget();
        return Show(FreezeView.Of(freeze));
    }

    private async Task<IResult> UnfreezeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var wasFrozen = await store.RemoveAsync(cancellationToken);
        watch.Forget();
        return Show(FreezeView.Of(null) with { WasFrozen = wasFrozen });
    }

    private static JsonReply<FreezeView> Show(FreezeView view) => new(StatusCodes.Status200OK, view, FreezeJson.Default.FreezeView);
}
