namespace FuncGateway.Functions.Tests.Settings;

public sealed class ToolsAddressTests
{
    [Theory]
    [InlineData("localhost:7071", "http://localhost:7071/")]
    [InlineData("127.0.0.1:7072", "http://127.0.0.1:7072/")]
    [InlineData("my-app.azurewebsites.net", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Find_OfAHostName_IsAnAddressOnThisMachineOnly(string? hostName, string? address) =>
        Assert.Equal(address, new ToolsAddress(hostName).Find()?.AbsoluteUri);
}
