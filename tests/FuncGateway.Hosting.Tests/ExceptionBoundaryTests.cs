using System.Text;
using FuncGateway.Core;
using FuncGateway.Mcp.Relay;
using FuncGateway.Testing.Logging;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting.Tests;

public sealed class ExceptionBoundaryTests : IDisposable
{
    private static readonly (LogLevel Level, string Line) HungUp = (LogLevel.Debug, "A POST request ended because the client disconnected ");

    private readonly RecordingLogger<ExceptionBoundary> _logger = new();
    private readonly CancellationTokenSource _client = new();
    private readonly DefaultHttpContext _context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };

    public ExceptionBoundaryTests()
    {
        _context.Request.Method = "POST";
        _context.RequestAborted = _client.Token;
    }

    [Fact]
    public async Task Run_WhenTheClientHangsUpAndNothingIsThrown_LogsOneDebugLine()
    {
        await RunAsync(_client.CancelAsync);
        Assert.Equal([HungUp], _logger.Lines);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(BadHttpRequestException))]
    public async Task Run_WhenTheClientHangsUpAndTheWorkIsCancelled_LogsOneDebugLine(Type thrown)
    {
        await RunAsync(async () =>
        {
            await _client.CancelAsync();
            throw Make(thrown);
        });
        Assert.Equal([HungUp], _logger.Lines);
    }

    [Theory]
    [InlineData(typeof(ConnectionResetException))]
    [InlineData(typeof(ConnectionAbortedException))]
    public async Task Run_WhenTheConnectionBreaksBeforeTheRequestCountsAsAborted_LogsOneDebugLine(Type thrown)
    {
        await RunAsync(() => throw Make(thrown));
        Assert.Equal([HungUp], _logger.Lines);
    }

    [Fact]
    public async Task Run_WhenTheClientHangsUpBeforeAnErrorIsAnswered_LogsTheErrorAndOneDebugLine()
    {
        await RunAsync(async () =>
        {
            await _client.CancelAsync();
            throw new StoreUnavailableException("The store did not answer.");
        });
        Assert.Equal([LogLevel.Error, LogLevel.Debug], _logger.Lines.Select(line => line.Level));
    }

    [Theory]
    [InlineData("GET", "The store did not answer. Nothing was changed; try again.")]
    [InlineData("PUT", "The store did not answer. The request may or may not have been carried out; check before you repeat it.")]
    public async Task Run_WhenTheStoreDoesNotAnswer_SaysWhatThatMeansForTheRequest(string method, string detail)
    {
        using var body = new MemoryStream();
        _context.Request.Method = method;
        _context.Response.Body = body;
        await RunAsync(() => throw new StoreUnavailableException("The store did not answer."));

        Assert.Equal(503, _context.Response.StatusCode);
        Assert.Contains(detail, Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheGatewayCutsItsAnswerOff_DoesNotBlameTheClient()
    {
        await RunAsync(async () =>
        {
            ClientConnection.CutOff(_context);
            await _client.CancelAsync();
            throw new OperationCanceledException();
        });
        Assert.Empty(_logger.Lines);
    }

    [Fact]
    public async Task Run_WhenSomethingElseIsCancelled_IsAnError()
    {
        await RunAsync(() => throw new OperationCanceledException());
        Assert.Equal((LogLevel.Error, 500), (Assert.Single(_logger.Lines).Level, _context.Response.StatusCode));
    }

    public void Dispose() => _client.Dispose();

    private static Exception Make(Type type) => (Exception)(Activator.CreateInstance(type, "The client has gone.") ?? throw new MissingMethodException());

    private Task RunAsync(Func<Task> work) => new ExceptionBoundary(_logger).RunAsync(_context, _ => work());
}
