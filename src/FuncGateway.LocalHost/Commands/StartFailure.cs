using System.Net.Sockets;
using Azure;
using FuncGateway.Core;
using FuncGateway.LocalHost.Node;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ModelContextProtocol;

namespace FuncGateway.LocalHost.Commands;

/// <summary>Why a gateway could not be started or used, for a person, where it is not a defect.</summary>
internal sealed record StartFailure(string Sentence, int ExitCode)
{
    /// <summary>Returns null for an exception that nobody expects.</summary>
    public static StartFailure? Explain(Exception e) => e switch
    {
        StartException or NodeSetupException => NotReachable(e.Message),
        _ when Find<AddressInUseException>(e) is not null => NotReachable($"{e.Message.TrimEnd('.')}. Stop the other program, or choose another port: --port N."),
        _ when Find<RequestFailedException>(e) is { } refused => NotReachable(OfStorage(refused)),
        StoreUnavailableException => NotReachable(e.Message),
        SocketException or IOException or UnauthorizedAccessException or HttpRequestException => NotReachable(e.Message),
        McpException => NotReachable($"The demo cannot run: {e.Message}"),
        OptionsValidationException or ArgumentException or InvalidOperationException { InnerException: FormatException or ArgumentException } => new(WithoutParameter(e), ExitCodes.Usage),
        _ => null,
    };

    // The name of a parameter in the code says nothing to a person.
    private static string WithoutParameter(Exception e) =>
        e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;

    private static StartFailure NotReachable(string sentence) => new(sentence, ExitCodes.NotReachable);

    // The message of the service has many lines, and may quote the request.
    private static string OfStorage(RequestFailedException refused) => refused switch
    {
        { ErrorCode: "RequestTimeTooSkewed" } => "The storage refuses the time of this machine (RequestTimeTooSkewed): its clock is wrong. Set the clock.",
        { Status: 403, ErrorCode: "AuthenticationFailed" or "AuthorizationFailure" } => $"The storage refuses the account key in AzureWebJobsStorage (403 {refused.ErrorCode}), or the clock of this machine is wrong.",
        { Status: 400, ErrorCode: "InvalidHeaderValue" } => "The storage does not know the version of its API that the gateway uses. If it is an Azurite, update it, or stop it so that the gateway starts its own.",
        { Status: > 0 } => $"The storage in AzureWebJobsStorage answered {refused.Status} {refused.ErrorCode}.",
        _ => "The storage in AzureWebJobsStorage does not answer.",
    };

    private static T? Find<T>(Exception e)
        where T : Exception
    {
        for (var each = e; each is not null; each = each.InnerException)
        {
            if (each is T found)
            {
                return found;
            }
        }

        return null;
    }
}
