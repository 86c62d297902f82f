using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace FuncGateway.LocalHost.Node;

/// <summary>
/// A running Node.js script. The script ends when its standard input closes: disposing closes it, and so does
/// the operating system if this process is killed, so that no process is left behind.
/// </summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const int MaxErrorLines = 50;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(6);

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

    /// <summary>The last 50 lines of the script's standard error.</summary>
    public string Errors => string.Join('\n', _errors);

    public int Id => _process.Id;

    /// <summary>Whether the script has ended. Its output ends with it.</summary>
    public bool HasExited => _pumps.IsCompleted;

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

    /// <returns>The next line of standard output; null at the end of the output.</returns>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await _lines.Reader.WaitToReadAsync(cancellationToken) && _lines.Reader.TryRead(out var line) ? line : null;

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <returns>The exit code, after all output of the script has been read.</returns>
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
            // The script has already ended, which closed the pipe.
        }

        using var timeout = new CancellationTokenSource(ExitTimeout, _time);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
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
        while (_errors.Count > MaxErrorLines)
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
            // The script has ended or the process was disposed: there is nothing more to read.
        }
    }
}

/// <summary>A Node.js command. The script must end when its standard input closes.</summary>
/// <param name="Node">Path of the Node.js executable.</param>
/// <param name="Folder">Working directory.</param>
/// <param name="Arguments">Options of Node.js, then the script, then the script's arguments.</param>
internal sealed record NodeCommand(string Node, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables added to the environment of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
