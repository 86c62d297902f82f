using System.Net.Sockets;
using Azure;
using FuncGateway.Azure.Telemetry;

namespace FuncGateway.Azure.Tests.Telemetry;

public sealed class ExceptionOutlineTests
{
    [Fact]
    public void Outline_OfAFailedRequest_KeepsTheCodesAndNoWords()
    {
        var outline = new ExceptionOutline(new InvalidOperationException("words", new RequestFailedException(403, "words", "AuthorizationFailure", new SocketException((int)SocketError.ConnectionRefused))));

        Assert.StartsWith("System.InvalidOperationException <- Azure.RequestFailedException (403 AuthorizationFailure) <- System.Net.Sockets.SocketException (", outline.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("words", outline.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Outline_OfWhatWasThrown_SaysWhere()
    {
        var thrown = Assert.Throws<FormatException>(() => int.Parse("words", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Contains(nameof(Outline_OfWhatWasThrown_SaysWhere), new ExceptionOutline(thrown).ToString(), StringComparison.Ordinal);
    }
}
