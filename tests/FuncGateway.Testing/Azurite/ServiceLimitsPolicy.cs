using Azure.Core;
using Azure.Core.Pipeline;

namespace FuncGateway.Testing.Azurite;

/// <summary>
/// Refuses what Table Storage refuses and Azurite accepts, with the status and error code of the service: without it a row that is too large would pass
/// every test and fail in production.
/// </summary>
public sealed class ServiceLimitsPolicy : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!IsRefused(message))
        {
            ProcessNext(message, pipeline);
        }
    }

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        IsRefused(message) ? ValueTask.CompletedTask : ProcessNextAsync(message, pipeline);

    private static bool IsRefused(HttpMessage message)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        if (ServiceLimits.Check(TableChange.ListIn(message.Request, body.ToArray()), body.Length) is not { } broken)
        {
            return false;
        }

        message.Response = new RefusedResponse(broken.Status, broken.Code, message.Request.ClientRequestId);
        return true;
    }
}
