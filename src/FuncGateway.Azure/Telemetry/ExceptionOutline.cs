using System.Net.Sockets;
using Azure;

namespace FuncGateway.Azure.Telemetry;

/// <summary>
/// An exception without its words: types, codes and where it was thrown. The words of an exception quote what it was thrown about, and that may be
/// an argument or a credential.
/// </summary>
internal sealed class ExceptionOutline(Exception exception) : Exception(Outline(exception))
{
    public override string? StackTrace => exception.StackTrace;

    public override string ToString() => $"{Message}{Environment.NewLine}{StackTrace}";

    private static string Outline(Exception exception)
    {
        var names = new List<string>();
        for (var each = exception; each is not null; each = each.InnerException)
        {
            names.Add($"{each.GetType().FullName}{Code(each)}");
        }

        return string.Join(" <- ", names);
    }

    private static string Code(Exception exception) => exception switch
    {
        RequestFailedException failed => $" ({failed.Status} {failed.ErrorCode})",
        HttpRequestException failed => $" ({failed.HttpRequestError})",
        SocketException failed => $" ({failed.SocketErrorCode})",
        _ => "",
    };
}
