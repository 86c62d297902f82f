using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace FuncGateway.LocalHost.Node;

/// <summary>
/// A running script. This end of its standard input is held open while the script is wanted: disposing closes it, and so does
/// the system when this process is killed, so that nothing is left running either way.
/// </summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const int ErrorLinesKept = 50;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(6);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task _pumps;

    private NodeProcess(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        _pumps = Task.WhenAll(PumpAsync(process.StandardOutput, line => _lines.Writer.TryWrite(line)), PumpAsync(process.StandardError, KeepError));
        _ = _pumps.ContinueWith(_ => _lines.Writer.TryComplete(), TaskScheduler.Default);
    }

    /// <summary>The last lines of the script's standard error.</summary>
    public string Errors => string.Join('\n', _errors);

    public int Id => _process.Id;

    public static NodeProcess Start(NodeCommand command, TimeProvider time)
    {
        var start = new ProcessStartInfo(command.Node, command.Arguments)
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return new NodeProcess(Process.Start(start) ?? throw new NodeSetupException($"{command.Node} could not be started."), time);
    }

    /// <returns>The next line of standard output; null when the script has ended and said no more.</returns>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await _lines.Reader.WaitToReadAsync(cancellationToken) && _lines.Reader.TryRead(out var line) ? line : null;

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <returns>The exit code, once everything the script said has been taken in.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _pumps.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended by itself, and with it the pipe.
        }

        using var patience = new CancellationTokenSource(EndWithin, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void KeepError(string line)
    {
        _errors.Enqueue(line);
        while (_errors.Count > ErrorLinesKept)
        {
            _errors.TryDequeue(out _);
        }
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> take)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                take(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The script is gone or this end was disposed: there is no more to read.
        }
    }
}

/// <summary>A script and what it is started with. The script is expected to end when its standard input closes.</summary>
/// <param name="Node">The Node.js to run it with.</param>
/// <param name="Folder">Working directory.</param>
/// <param name="Arguments">Options of Node.js, the script, the script's own arguments.</param>
internal sealed record NodeCommand(string Node, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>Set on top of this process's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
