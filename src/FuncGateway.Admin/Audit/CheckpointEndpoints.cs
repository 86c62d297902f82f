using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Audit;

/// <summary>Returns the checkpoints of the audit log, and the public keys that verify them.</summary>
/// <param name="key">Null if no key is configured: then no checkpoints are written.</param>
internal sealed class CheckpointEndpoints(ICheckpointStore store, SignedCheckpoints checkpoints, ICheckpointKey? key = null)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("getAuditKeys", "GET", "/api/audit/keys", Right.See, "Returns the public keys of the checkpoints as a JSON Web Key Set; 'off' is true if none are written.") { Answer = CheckpointReplyJson.Default.CheckpointKeySet },
            KeysAsync)
        .MapOperation(
            new("listAuditCheckpoints", "GET", "/api/audit/checkpoints", Right.See, "Returns the checkpoints as JSON lines, in the order of their numbers.")
            {
                Query = [new("after", "the number of a checkpoint: only later ones are returned. 0 (default): all")],
                Statuses = [200, 400],
            },
            ListAsync)
        .MapOperation(
            new("getAuditCheckpoint", "GET", "/api/audit/checkpoint", Right.See, "Returns the last checkpoint that the gateway signed.") { Answer = CheckpointReplyJson.Default.Checkpoint, Statuses = [200, 404] },
            LastAsync);

    private async Task<IResult> KeysAsync(HttpContext context, CancellationToken cancellationToken) =>
        new JsonReply<CheckpointKeySet>(StatusCodes.Status200OK, await CheckpointKeySet.ReadAsync(key, cancellationToken), CheckpointReplyJson.Default.CheckpointKeySet);

    private Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var text = QueryText.Find(context, "after") ?? "0";
        return Task.FromResult(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? new AuditLines(store.ListAsync(after, cancellationToken).Select(checkpoint => checkpoint.Write()))
            : Problems.BadRequest($"'after' is '{text}'. Accepted: the number of a checkpoint."));
    }

    private async Task<IResult> LastAsync(HttpContext context, CancellationToken cancellationToken) => (await checkpoints.FindEndAsync(cancellationToken))?.Last?.Checkpoint switch
    {
        { } last => new JsonReply<Checkpoint>(StatusCodes.Status200OK, last, CheckpointReplyJson.Default.Checkpoint),
        null when key is null => Problems.NotFound($"No checkpoints are written: no key is configured ({CheckpointOptions.Section}:{nameof(CheckpointOptions.CheckpointKeyName)})."),
        null => Problems.NotFound("No checkpoint has been written yet: nothing was recorded, or the first minute has not passed."),
    };
}

/// <summary>Serialization of the responses about checkpoints. Null fields are omitted.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(CheckpointKeySet))]
internal sealed partial class CheckpointReplyJson : JsonSerializerContext;
