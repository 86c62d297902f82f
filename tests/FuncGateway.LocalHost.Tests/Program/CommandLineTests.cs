namespace FuncGateway.LocalHost.Tests.Program;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help", 0, "serve")]
    [InlineData("demo --help", 0, "--approvals")]
    [InlineData("--version", 0, "1.0.0")]
    [InlineData("serve --prot=5", 64, "'--prot' is not known. Known: --port, --open, --urls, --help, and settings as --SECTION:NAME=VALUE.")]
    [InlineData("--port x", 64, "--port takes a number from 0 to 65535.")]
    [InlineData("serve --port 1 --urls http://127.0.0.1:1", 64, "exclude each other")]
    [InlineData("serve --FuncGateway:KeepAlive", 64, "The setting --FuncGateway:KeepAlive has no value.")]
    [InlineData("demo --exit --approvals", 64, "exclude each other")]
    [InlineData("srve", 64, "There is no command 'srve'. Known: serve, demo, verify-audit.")]
    public async Task Run_ExitsWithItsCodeAndSaysWhy(string arguments, int exitCode, string text)
    {
        var run = await HostProcess.RunAsync(arguments.Split(' '));

        Assert.Contains(text, run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.True(exitCode == 0 || run.Output.Split('\n').Length == 1, run.Output);
    }
}
