using FuncGateway.Azure.Telemetry;

namespace FuncGateway.Azure.Tests.Telemetry;

public sealed class TelemetryIdentityTests
{
    [Theory]
    [InlineData("ClientId=11111111-2222-3333-4444-555555555555;Authorization=AAD", "11111111-2222-3333-4444-555555555555")]
    [InlineData("authorization=aad; clientid=x;", "x")]
    [InlineData("Authorization=AAD", null)]
    public void Parse_AsThePlatformWritesIt_FindsWhoSends(string text, string? clientId) =>
        Assert.Equal(clientId, Assert.IsType<TelemetryIdentity>(TelemetryIdentity.Parse(text)).ClientId);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Parse_OfNothing_IsNobody(string? text) => Assert.Null(TelemetryIdentity.Parse(text));

    [Theory]
    [InlineData("ClientId=x")]
    [InlineData("Authorization=Basic")]
    [InlineData("Authorization=AAD;Key=top-secret")]
    [InlineData("top-secret")]
    public void Parse_OfAnythingElse_SaysWhatIsAcceptedAndRepeatsNothing(string text)
    {
        var problem = Assert.Throws<ArgumentException>(() => TelemetryIdentity.Parse(text));
        Assert.Contains("'ClientId=<id>;Authorization=AAD'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", problem.Message, StringComparison.Ordinal);
    }
}
